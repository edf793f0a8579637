/** Signing in, for the first time or again. */

import { useEffect, useState } from "preact/hooks";
import type { Me } from "../api/types";
import { language, t } from "../i18n";
import { switchLanguage } from "../i18n/phone";
import { readOps } from "../store/ops";
import type { Op } from "../store/records";
import { embeddedIn } from "../ui/device";
import { replace, route } from "../ui/route";
import { SignInForm } from "../ui/sign_in_form";
import { toast } from "../ui/toast";
import { HostNotice } from "./host_notice";
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
      {host && <HostNotice host={host} short />}
      <SignInForm name={route.get().query.get("name") ?? again?.name ?? ""} signIn={enter} />
      <Kept but={again?.id} />
      {again && (
        <a class="button quiet" href="#/">
          {t("app.back")}
        </a>
      )}
      <button type="button" class="button quiet" lang={language() === "zh" ? "en" : "zh-CN"} onClick={otherLanguage}>
        {language() === "zh" ? "English" : "中文"}
      </button>
    </main>
  );
}

async function enter(name: string, password: string): Promise<void> {
  await signIn(name, password);
  replace("");
}

function otherLanguage(): void {
  void switchLanguage(language() === "zh" ? "en" : "zh").catch(() => toast(t("app.no_network")));
}

/** What lies here of people who have signed out: nobody should wipe this phone by mistake. */
function Kept({ but }: { but: string | undefined }) {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const theirs = (op: Op) => op.state !== "done" && op.person_id !== but;
    void readOps().then((ops) => setCount(ops.filter(theirs).length));
  }, [but]);
  return count === 0 ? null : <p class="hint">{t("outbox.others", { n: count })}</p>;
}
