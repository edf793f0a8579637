/** Asks for another name of something, and sends it. */

import { useState } from "preact/hooks";
import { t } from "../i18n";
import "./rename.css";

type Props = { name: string; onSave(name: string): Promise<void>; onClose(): void };

/** `onSave` tells itself what went wrong, and fails then: what was typed stays. */
export function Rename({ name, onSave, onClose }: Props) {
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget as HTMLFormElement).get("name")).trim();
    if (typed === "" || typed === name) return onClose();
    setBusy(true);
    await onSave(typed).then(onClose, () => setBusy(false));
  };
  return (
    <form class="rename" onSubmit={(event) => void submit(event)}>
      <label class="field">
        <span>{t("rename.name")}</span>
        <input name="name" defaultValue={name} required maxLength={60} autofocus autocomplete="off" />
      </label>
      <div class="buttons">
        <button type="submit" class="button small primary" disabled={busy}>
          {t("rename.save")}
        </button>
        <button type="button" class="button small" onClick={onClose}>
          {t("app.cancel")}
        </button>
      </div>
    </form>
  );
}
