/** Calling it off: why, in one tap or in one's own words. */

import { useEffect, useRef, useState } from "preact/hooks";
import { t, type Word } from "../i18n";

const REASONS: readonly Word[] = ["sos.reason.touch", "sos.reason.safe", "sos.reason.drill"];

export function CancelDialog({ onYes, onNo }: { onYes(reason: string): void; onNo(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [chosen, setChosen] = useState<Word | "own" | null>(null);
  const [own, setOwn] = useState("");
  useEffect(() => dialog.current?.showModal(), []);
  const reason = chosen === "own" ? own.trim() : chosen ? t(chosen) : "";
  const choice = (value: Word | "own", text: string) => (
    <label class="sos-reason" key={value}>
      <input type="radio" name="reason" checked={chosen === value} onChange={() => setChosen(value)} />
      {text}
    </label>
  );
  return (
    <dialog ref={dialog} class="confirm" aria-label={t("sos.cancel_ask")} onCancel={onNo}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (reason) onYes(reason);
        }}
      >
        <h2>{t("sos.cancel_ask")}</h2>
        <p>{t("sos.cancel_note")}</p>
        <fieldset class="sos-reasons">
          <legend>{t("sos.cancel_why")}</legend>
          {REASONS.map((word) => choice(word, t(word)))}
          {choice("own", t("sos.reason.own"))}
        </fieldset>
        {chosen === "own" && (
          <label class="field">
            <span>{t("sos.reason.words")}</span>
            <input value={own} maxLength={200} required onInput={(event) => setOwn(event.currentTarget.value)} />
          </label>
        )}
        <div class="confirm-buttons">
          <button type="button" class="button" onClick={onNo}>
            {t("sos.keep")}
          </button>
          <button type="submit" class="button danger" disabled={!reason}>
            {t("sos.cancel_yes")}
          </button>
        </div>
      </form>
    </dialog>
  );
}
