/** Beside a time that a phone gave and that cannot be right. */

import type { Lead } from "../api/types";
import { t } from "../i18n";
import { exactTime } from "../ui/format";
import { isClockWrong } from "./told_at";

/** `time`: with what the phone says, where that does not stand beside it already. */
export function ClockWrong({ lead, time = false }: { lead: Pick<Lead, "captured_at" | "received_at">; time?: boolean }) {
  if (!isClockWrong(lead)) return null;
  const said = exactTime(Date.parse(lead.captured_at)).slice(0, 16);
  return (
    <span class="badge waiting">
      {t("detail.clock_wrong")}
      {time && ` ${said}`}
    </span>
  );
}
