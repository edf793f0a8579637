/** Signing in to the command room: as a page of its own, or over the room when the session has ended meanwhile. */

import { useEffect, useRef } from "preact/hooks";
import { api } from "../api/client";
import type { Me, SignIn } from "../api/types";
import { t } from "../i18n";
import { SignInForm } from "../ui/sign_in_form";
import { Preferences } from "./preferences";

export function SignInPage({ onIn }: { onIn(me: Me): void }) {
  return (
    <main class="sign-in">
      <img src="/icons/fengxun.svg" alt="" width="72" height="72" />
      <h1>{t("command.page")}</h1>
      <SignInForm begins signIn={(name, password) => enter(name, password).then(onIn)} />
      <div class="preferences">
        <Preferences />
      </div>
    </main>
  );
}

/** `name`: whose session has ended. */
export function SignInDialog({ name, onIn }: { name: string; onIn(me: Me): void }) {
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
      <SignInForm name={name} signIn={(who, password) => enter(who, password).then(onIn)} />
    </dialog>
  );
}

/** A desk is no enrolled device: it keeps nothing. */
function enter(name: string, password: string): Promise<Me> {
  const body: SignIn = { name, password };
  return api<Me>("/session", { method: "POST", body });
}
