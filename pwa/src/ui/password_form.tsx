/** Changing a temporary password, on the phone and on the desk: nothing else opens before. */

import { useState } from "preact/hooks";
import { api, ApiError } from "../api/client";
import type { Me } from "../api/types";
import { language, t } from "../i18n";
import { Banner } from "./parts";

const SHORTEST = 10;

type Props = { me: Me; onDone(me: Me): void; onOut(): void };

export function PasswordForm({ me, onDone, onOut }: Props) {
  return (
    <main class="sign-in">
      <h1>{t("password.title")}</h1>
      <PasswordCard
        me={me}
        why={t("password.why", { name: me.display_name })}
        current={t("password.current")}
        onDone={() => onDone({ ...me, must_change_password: false })}
      />
      <button type="button" class="button quiet" onClick={onOut}>
        {t("password.out")}
      </button>
    </main>
  );
}

type CardProps = { me: Me; why: string; current: string; save?: string; onDone(): void };

/** The fields alone. `onDone` is called when the server has taken the new password. */
export function PasswordCard({ me, why, current, save = t("password.save"), onDone }: CardProps) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [shown, setShown] = useState(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const fields = new FormData(form);
    const [now, next, again] = ["current", "new", "again"].map((name) => String(fields.get(name)));
    if (next !== again) return setFailure(t("password.differ"));
    setBusy(true);
    setFailure(null);
    try {
      await api("/session/password", { method: "PUT", body: { current: now, new: next } });
      form.reset();
      setBusy(false);
      onDone();
    } catch (error) {
      setFailure(sentence(error));
      setBusy(false);
    }
  };
  const field = (name: string, label: string, autocomplete: "current-password" | "new-password") => {
    const same = { name, minLength: name === "current" ? 1 : SHORTEST, maxLength: 200, required: true };
    return (
      <label class="field">
        <span>{label}</span>
        {shown ? (
          <input {...same} type="text" autocomplete="off" aria-describedby="password-rule" />
        ) : (
          <input {...same} type="password" autocomplete={autocomplete} aria-describedby="password-rule" />
        )}
      </label>
    );
  };
  return (
    <form class="card form" onSubmit={(event) => void submit(event)}>
      <p>{why}</p>
      <input type="text" name="username" autocomplete="username" value={me.name} hidden readOnly />
      {field("current", current, "current-password")}
      {field("new", t("password.new"), "new-password")}
      <p class="hint" id="password-rule">
        {t("password.rule", { n: SHORTEST })}
      </p>
      {field("again", t("password.again"), "new-password")}
      <label class="password-shown">
        <input type="checkbox" checked={shown} onChange={() => setShown(!shown)} />
        {t("sign.show")}
      </label>
      {failure && (
        <Banner tone="danger" icon="warning" alert>
          {failure}
        </Banner>
      )}
      <button type="submit" class="button primary big" disabled={busy}>
        {busy ? t("password.busy") : save}
      </button>
    </form>
  );
}

function sentence(error: unknown): string {
  if (!(error instanceof ApiError)) return t("app.went_wrong", { reason: String(error) });
  if (error.status === 0) return t("password.offline");
  return error.said(language()) || t("app.went_wrong", { reason: `HTTP ${error.status}` });
}
