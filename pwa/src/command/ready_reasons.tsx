/** What leads are rejected for most: one press writes it, and it can still be changed. */

import { t } from "../i18n";

const READY = ["act.ready.double", "act.ready.elsewhere", "act.ready.untrue", "act.ready.unclear", "act.ready.over"] as const;

/** Takes the place of another ready reason; joins what somebody has written. */
export function withReady(written: string, reason: string, ready: readonly string[]): string {
  const text = written.trim();
  if (text === "" || ready.includes(text)) return reason;
  return text.includes(reason) ? written : `${text}${t("act.ready.join")}${reason}`;
}

export function ReadyReasons({ value, onPick }: { value: string; onPick(text: string): void }) {
  const reasons = READY.map((word) => t(word));
  return (
    <div class="ready-reasons" role="group" aria-label={t("act.ready")}>
      {reasons.map((reason) => (
        <button
          key={reason}
          type="button"
          class="button small"
          aria-pressed={value.includes(reason)}
          onClick={() => onPick(withReady(value, reason, reasons))}
        >
          {reason}
        </button>
      ))}
    </div>
  );
}
