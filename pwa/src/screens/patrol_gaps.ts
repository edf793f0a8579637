/** What is said of a patrol's gaps: where no position has come at all, "none" would be praise. */

import { t } from "../i18n";
import type { LocalPatrol } from "../store/records";

export function gapsWord({ gaps, next_seq }: Pick<LocalPatrol, "gaps" | "next_seq">): string {
  if (gaps.length > 0) return t("duty.gaps_n", { n: gaps.length });
  return t(next_seq > 0 ? "duty.no_gaps" : "duty.no_positions");
}
