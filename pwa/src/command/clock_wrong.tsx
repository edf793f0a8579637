/** Beside a time that a phone gave and that cannot be right. */

import type { Lead } from "../api/types";
import { t } from "../i18n";
import { isClockWrong, phoneSays } from "./told_at";

/** `time`: with what the phone says, where that does not stand beside it already. */
export function ClockWrong({ lead, time = false }: { lead: Pick<Lead, "captured_at" | "received_at">; time?: boolean }) {
  if (!isClockWrong(lead)) return null;
  return (
    <span class="badge waiting">
      {t("detail.clock_wrong")}
      {time && ` ${phoneSays(lead)}`}
    </span>
  );
}
