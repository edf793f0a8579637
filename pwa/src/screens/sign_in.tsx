/** Signing in, for the first time or again. */

import { useEffect, useState } from "preact/hooks";
import { ApiError } from "../api/client";
import type { Me } from "../api/types";
import { language, t } from "../i18n";
import { switchLanguage } from "../i18n/phone";
import { readOps } from "../store/ops";
import { Icon } from "../ui/icon";
import { Banner } from "../ui/parts";
import { embeddedIn } from "../ui/device";
import { replace } from "../ui/route";
import { toast } from "../ui/toast";
import { signIn } from "./session";

/** `again`: the person whose session has ended; their name is filled in. */
export function SignIn({ again }: { again?: Me }) {
  const host = embeddedIn(navigator.userAgent);
  return (
    <main class="sign-in">
      <div class="sign-in-brand">
        <img src="/icons/fengxun.svg" alt="" width="72" height="72" />
        <h1>{t("app.name")}</h1>
        <p>{t("app.about")}</p>
      </div>
      {host && (
        <Banner tone="warn" icon="warning">
          {t("account.embedded", { app: host })}
        </Banner>
      )}
      <Form again={again} />
      <Kept />
      <button type="button" class="button quiet" lang={language() === "zh" ? "en" : "zh-CN"} onClick={otherLanguage}>
        {language() === "zh" ? "English" : "中文"}
      </button>
    </main>
  );
}

function otherLanguage(): void {
  void switchLanguage(language() === "zh" ? "en" : "zh").catch(() => toast(t("app.no_network")));
}

function Form({ again }: { again: Me | undefined }) {
  const [busy, setBusy] = useState(false);
  const [shown, setShown] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [password, setPassword] = useState("");
  const typed = (event: { currentTarget: HTMLInputElement }) => setPassword(event.currentTarget.value);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    setFailure(null);
    try {
      await signIn(String(fields.get("name")).trim(), String(fields.get("password")));
      replace("");
    } catch (error) {
      setFailure(sentence(error));
      setBusy(false);
    }
  };
  return (
    <form class="card form" onSubmit={(event) => void submit(event)}>
      <label class="field">
        <span>{t("sign.name")}</span>
        <input name="name" autocomplete="username" autocapitalize="off" required defaultValue={again?.name ?? ""} />
      </label>
      <div class="field">
        <label for="password">{t("sign.password")}</label>
        <div class="with-button">
          {shown ? (
            <input id="password" name="password" type="text" value={password} onInput={typed} autocomplete="off" required />
          ) : (
            <input id="password" name="password" type="password" value={password} onInput={typed} autocomplete="current-password" required />
          )}
          <button type="button" class="icon-button" aria-label={t(shown ? "sign.hide" : "sign.show")} aria-pressed={shown} onClick={() => setShown(!shown)}>
            <Icon name="eye" />
          </button>
        </div>
      </div>
      {failure && (
        <Banner tone="danger" icon="warning" alert>
          {failure}
        </Banner>
      )}
      <button type="submit" class="button primary big" disabled={busy}>
        {t(busy ? "sign.busy" : "sign.in")}
      </button>
    </form>
  );
}

/** Why signing in did not work, as a sentence. */
function sentence(error: unknown): string {
  if (!(error instanceof ApiError)) return t("app.went_wrong", { reason: String(error) });
  if (error.status === 0) return t("sign.offline");
  if (error.status === 429) return t("sign.too_many", { n: error.retryAfterS ?? 60 });
  if (error.status === 401 || error.status === 422) return error.said(language()) || t("sign.wrong");
  return error.said(language()) || t("app.went_wrong", { reason: `HTTP ${error.status}` });
}

/** What lies here of people who have signed out: nobody should wipe this phone by mistake. */
function Kept() {
  const [count, setCount] = useState(0);
  useEffect(() => {
    void readOps().then((ops) => setCount(ops.filter(({ state }) => state !== "done").length));
  }, []);
  return count === 0 ? null : <p class="hint">{t("outbox.others", { n: count })}</p>;
}
