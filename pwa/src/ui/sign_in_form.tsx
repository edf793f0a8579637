/** Name and password, on the phone and in the command room. */

import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../api/client";
import { language, t } from "../i18n";
import { Icon } from "./icon";
import { Banner } from "./parts";

/** `name` fills in who is expected; `begins`: the page is for nothing else, so one can type at once; `signIn` raises `ApiError`, which is shown as a sentence. */
export function SignInForm({
  name = "",
  begins = false,
  signIn,
}: {
  name?: string;
  begins?: boolean;
  signIn(name: string, password: string): Promise<void>;
}) {
  const [busy, setBusy] = useState(false);
  // The error and not its sentence: the language may be changed on this very screen.
  const [failure, setFailure] = useState<{ error: unknown } | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (begins) field.current?.focus();
  }, []);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    setFailure(null);
    try {
      await signIn(String(fields.get("name")).trim(), String(fields.get("password")));
    } catch (error) {
      setFailure({ error });
      setBusy(false);
    }
  };
  return (
    <form class="card form" onSubmit={(event) => void submit(event)}>
      <label class="field">
        <span>{t("sign.name")}</span>
        <input ref={field} name="name" autocomplete="username" autocapitalize="off" required defaultValue={name} />
      </label>
      <PasswordField />
      <button type="submit" class="button primary big" disabled={busy}>
        {t(busy ? "sign.busy" : "sign.in")}
      </button>
      <div class="sign-failure">
        {failure && (
          <Banner tone="danger" icon="warning" alert>
            {sentence(failure.error)}
          </Banner>
        )}
      </div>
    </form>
  );
}

/** A password typed with gloves on is easily wrong, so it can be looked at. */
function PasswordField() {
  const [shown, setShown] = useState(false);
  const [password, setPassword] = useState("");
  const typed = (event: { currentTarget: HTMLInputElement }) => setPassword(event.currentTarget.value);
  const same = { id: "password", name: "password", value: password, onInput: typed, required: true } as const;
  return (
    <div class="field">
      <label for="password">{t("sign.password")}</label>
      <div class="with-button">
        {shown ? (
          <input {...same} type="text" autocomplete="off" />
        ) : (
          <input {...same} type="password" autocomplete="current-password" />
        )}
        <button
          type="button"
          class="icon-button"
          aria-label={t(shown ? "sign.hide" : "sign.show")}
          title={t(shown ? "sign.hide" : "sign.show")}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          <Icon name="eye" />
        </button>
      </div>
    </div>
  );
}

/** Why signing in did not work. */
function sentence(error: unknown): string {
  if (!(error instanceof ApiError)) return t("app.went_wrong", { reason: String(error) });
  if (error.status === 0) return t("sign.offline");
  if (error.status === 429) return t("sign.too_many", { n: error.retryAfterS ?? 60 });
  if (error.status === 401 || error.status === 422) return error.said(language()) || t("sign.wrong");
  return error.said(language()) || t("app.went_wrong", { reason: `HTTP ${error.status}` });
}
