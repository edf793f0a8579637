/** The command room's page: who is signed in, the head line, and the room below it. */

import { useCallback, useEffect, useState } from "preact/hooks";
import { api } from "../api/client";
import type { Me } from "../api/types";
import { language, onLanguage, setLanguage, t } from "../i18n";
import { LinkState } from "./link_state";
import { sentence, statusOf } from "./requests";
import { Room } from "./room";
import { SignInDialog, SignInPage } from "./sign_in";
import { useStore } from "./store";
import { useLiveRoom } from "./use_live";

type Session = { state: "asking" } | { state: "out" } | { state: "in"; me: Me } | { state: "failed"; reason: string };

export function App() {
  const [session, setSession] = useState<Session>({ state: "asking" });
  useLanguage();
  const ask = useCallback(() => {
    setSession({ state: "asking" });
    api<Me>("/session").then(
      (me) => setSession({ state: "in", me }),
      (error: unknown) =>
        setSession(statusOf(error) === 401 ? { state: "out" } : { state: "failed", reason: sentence(error) }),
    );
  }, []);
  useEffect(ask, [ask]);
  switch (session.state) {
    case "asking":
      return <p class="empty" role="status">{t("link.connecting")}</p>;
    case "failed":
      return (
        <div class="problem" role="alert">
          <p>{t("detail.failed", { reason: session.reason })}</p>
          <button type="button" class="button" onClick={ask}>
            {t("detail.retry")}
          </button>
        </div>
      );
    case "out":
      return <SignInPage onIn={(me) => setSession({ state: "in", me })} />;
    case "in":
      // Another person's room starts empty: nothing of the one before may stay on the screen.
      return (
        <SignedIn
          key={session.me.id}
          me={session.me}
          onIn={(me) => setSession({ state: "in", me })}
          onOut={() => setSession({ state: "out" })}
        />
      );
  }
}

function SignedIn({ me, onIn, onOut }: { me: Me; onIn(me: Me): void; onOut(): void }) {
  const { store, start } = useLiveRoom();
  const link = useStore(store, (known) => known.link().state);
  const signOut = () => void api("/session", { method: "DELETE" }).finally(onOut);
  const backIn = (next: Me) => {
    onIn(next);
    if (next.id === me.id) start();
  };
  return (
    <div class="command">
      <a class="skip" href="#lists">
        {t("command.skip")}
      </a>
      <header class="command-head">
        <h1>{t("command.title")}</h1>
        <LinkState store={store} />
        <div class="account">
          <span class="account-name">{me.display_name}</span>
          <button type="button" class="button small" lang={language() === "zh" ? "en" : "zh-CN"} onClick={otherLanguage}>
            {language() === "zh" ? "English" : "中文"}
          </button>
          <button type="button" class="button small" onClick={signOut}>
            {t("command.sign_out")}
          </button>
        </div>
      </header>
      {link === "refused" ? <p class="problem" role="alert">{t("command.refused")}</p> : <Room me={me} store={store} />}
      {link === "signed_out" && <SignInDialog name={me.name} onIn={backIn} />}
    </div>
  );
}

function otherLanguage(): void {
  setLanguage(language() === "zh" ? "en" : "zh");
}

/** Draws everything again when the language changes. */
function useLanguage(): void {
  const [, draw] = useState(0);
  useEffect(() => onLanguage(() => draw((n) => n + 1)), []);
}
