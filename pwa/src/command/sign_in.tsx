/** Signing in to the command room: as a page of its own, or over the room when the session has ended meanwhile. */

import { useEffect, useRef, useState } from "preact/hooks";
import { api } from "../api/client";
import type { Me, SignIn } from "../api/types";
import { t } from "../i18n";
import { sentence } from "./requests";

export function SignInPage({ onIn }: { onIn(me: Me): void }) {
  return (
    <main class="sign-in">
      <h1>{t("command.title")}</h1>
      <SignInForm onIn={onIn} />
    </main>
  );
}

export function SignInDialog({ onIn }: { onIn(me: Me): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    // Escape closes a dialog in the end whatever is done about it; this one has nothing behind it to go back to.
    <dialog
      ref={dialog}
      class="sign-in"
      aria-label={t("link.signed_out")}
      onCancel={(event) => event.preventDefault()}
      onClose={() => dialog.current?.showModal()}
    >
      <p>{t("command.sign_in_again")}</p>
      <SignInForm onIn={onIn} />
    </dialog>
  );
}

function SignInForm({ onIn }: { onIn(me: Me): void }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const body: SignIn = { name: String(fields.get("name")), password: String(fields.get("password")) };
    setBusy(true);
    try {
      onIn(await api<Me>("/session", { method: "POST", body }));
    } catch (error) {
      setFailure(sentence(error));
      setBusy(false);
    }
  };
  return (
    <form class="sign-in-form" onSubmit={(event) => void submit(event)}>
      <label>
        {t("command.name")}
        <input name="name" autocomplete="username" required />
      </label>
      <label>
        {t("command.password")}
        <input name="password" type="password" autocomplete="current-password" required />
      </label>
      {failure && <p class="problem" role="alert">{failure}</p>}
      <button type="submit" class="button primary" disabled={busy}>
        {t("command.sign_in")}
      </button>
    </form>
  );
}
