/** What is said of a patrol's gaps: where it ended without any position, "none" would be praise. */

import { t } from "../i18n";
import type { LocalPatrol } from "../store/records";

export function gapsWord({ gaps, next_seq, state }: Pick<LocalPatrol, "gaps" | "next_seq" | "state">): string {
  if (gaps.length > 0) return t("duty.gaps_n", { n: gaps.length });
  return t(next_seq === 0 && state === "ended" ? "duty.no_positions" : "duty.no_gaps");
}
