/** Signing in, for the first time or again. */

import { useEffect, useState } from "preact/hooks";
import type { Me, Uuid } from "../api/types";
import { language, t } from "../i18n";
import { switchLanguage } from "../i18n/phone";
import { readOps } from "../store/ops";
import type { Op } from "../store/records";
import { embeddedIn } from "../ui/device";
import { replace, route } from "../ui/route";
import { SignInForm } from "../ui/sign_in_form";
import { toast } from "../ui/toast";
import { HostNotice } from "./host_notice";
import { PinNeeded, signIn } from "./session";

export type SignInProps = {
  /** Whose session has ended, or whose PIN is not to be had; their name is filled in. */
  again?: Pick<Me, "id" | "name"> | undefined;
  /** Where back leads; without it to the app. */
  back?: () => void;
  /** The password was right, but what lies here opens only with this person's PIN. */
  pinNeeded?: (person: Uuid) => void;
};

export function SignIn({ again, back, pinNeeded }: SignInProps) {
  const host = embeddedIn(navigator.userAgent);
  return (
    <main class="sign-in">
      <div class="sign-in-brand">
        <img src="/icons/fengxun.svg" alt="" width="72" height="72" />
        <h1>{t("app.name")}</h1>
        <p>{t("app.about")}</p>
      </div>
      {host && <HostNotice host={host} short />}
      <SignInForm
        name={route.get().query.get("name") ?? again?.name ?? ""}
        signIn={(name, password) => enter(name, password, pinNeeded)}
      />
      <Kept but={again?.id} />
      {back && (
        <button type="button" class="button quiet" onClick={back}>
          {t("app.back")}
        </button>
      )}
      {again && !back && (
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

async function enter(name: string, password: string, pinNeeded: SignInProps["pinNeeded"]): Promise<void> {
  try {
    await signIn(name, password);
    replace("");
  } catch (error) {
    if (!(error instanceof PinNeeded) || !pinNeeded) throw error;
    pinNeeded(error.person);
  }
}

function otherLanguage(): void {
  void switchLanguage(language() === "zh" ? "en" : "zh").catch(() => toast(t("app.no_network"), { tone: "danger" }));
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
