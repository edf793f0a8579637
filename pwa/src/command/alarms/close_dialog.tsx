/** Closing an alarm: what it turned out to be. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Alarm, AlarmOutcome } from "../../api/types";
import { t } from "../../i18n";
import { sentenceOf } from "./words";

export type Closing = { outcome: AlarmOutcome; reason: string | null };
const OUTCOMES: readonly AlarmOutcome[] = ["handled", "false_alarm", "drill", "other"];

type Props = { alarm: Alarm; onYes(closing: Closing): void; onNo(): void };

export function CloseDialog({ alarm, onYes, onNo }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [outcome, setOutcome] = useState<AlarmOutcome | null>(null);
  const [reason, setReason] = useState("");
  useEffect(() => dialog.current?.showModal(), []);
  const words = reason.trim() || null;
  const ready = outcome !== null && (outcome !== "other" || words !== null);
  return (
    <dialog ref={dialog} class="confirm" aria-label={t("alarm.close_ask")} onCancel={onNo}>
      <form
        class="alarm-close"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) onYes({ outcome, reason: words });
        }}
      >
        <h2>{t("alarm.close_ask")}</h2>
        <p>{sentenceOf(alarm)}</p>
        {alarm.state === "cancelled" && <p>{t("alarm.close_cancelled")}</p>}
        <fieldset>
          <legend>{t("alarm.outcome")}</legend>
          {OUTCOMES.map((each) => (
            <label key={each}>
              <input type="radio" name="outcome" checked={outcome === each} onChange={() => setOutcome(each)} />
              <span>
                {t(`alarm.outcome.${each}`)}
                {each === "false_alarm" && <small class="hint"> {t("alarm.false_alarm_means")}</small>}
              </span>
            </label>
          ))}
        </fieldset>
        <label class="field">
          <span>{t(outcome === "other" ? "alarm.reason_needed" : "alarm.reason")}</span>
          <textarea rows={2} maxLength={1000} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
        </label>
        <div class="confirm-buttons">
          <button type="button" class="button" onClick={onNo}>
            {t("app.cancel")}
          </button>
          <button type="submit" class="button primary" disabled={!ready}>
            {t("alarm.close_yes")}
          </button>
        </div>
      </form>
    </dialog>
  );
}
