/** Asks why something is to be shut out, and does it. */

import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../i18n";
import { Failed } from "../../ui/states";
import { sentence } from "../requests";

type Props = { note: string; onRevoke(reason: string): Promise<void>; onClose(): void };

export function RevokeForm({ note, onRevoke, onClose }: Props) {
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.scrollIntoView({ block: "nearest" }), []);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget as HTMLFormElement).get("reason")).trim();
    setBusy(true);
    try {
      await onRevoke(reason);
      onClose();
    } catch (error) {
      setFailure(sentence(error));
      setBusy(false);
    }
  };
  return (
    <form ref={form} class="revoke" onSubmit={(event) => void submit(event)}>
      <p class="hint">{note}</p>
      <label class="field">
        <span>{t("people.reason")}</span>
        <input name="reason" required maxLength={1000} list="revoke-reasons" autofocus autocomplete="off" />
      </label>
      <datalist id="revoke-reasons">
        <option value={t("people.reason_lost")} />
        <option value={t("people.reason_replaced")} />
        <option value={t("people.reason_left")} />
      </datalist>
      {failure && <Failed reason={failure} />}
      <div class="buttons">
        <button type="submit" class="button small danger" disabled={busy}>
          {t("people.revoke_now")}
        </button>
        <button type="button" class="button small" onClick={onClose}>
          {t("app.cancel")}
        </button>
      </div>
    </form>
  );
}
