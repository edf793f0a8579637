/** The desk: who is signed in, the head line with the menu, and one page below it. */

import { useCallback, useEffect, useLayoutEffect, useState } from "preact/hooks";
import { api, onSignedOut } from "../api/client";
import type { Me } from "../api/types";
import { onLanguage, t } from "../i18n";
import { AlarmBar } from "./alarms/bar";
import { SoundMenu } from "./alarms/sound_menu";
import { LinkState } from "./link_state";
import { sentence, statusOf } from "./requests";
import { lazy } from "../ui/lazy";
import { useValue } from "../ui/observable";
import { Empty } from "../ui/parts";
import { forgetKept } from "../ui/returning";
import { route } from "../ui/route";
import { Toast } from "../ui/toast";
import { pageOf, pagesOf, type Page } from "./pages";
import { forgetPhones } from "./phones";
import { Preferences } from "./preferences";
import { SignInDialog, SignInPage } from "./sign_in";
import { signedInAgain } from "./sign_ins";
import { useStore, type Store } from "./store";
import { useLiveRoom } from "./use_live";

const PasswordForm = lazy(
  () => import("../ui/password_form").then((m) => m.PasswordForm),
  undefined,
  () => import("../i18n/password").then((m) => m.passwordWords()),
);

const NoRole = lazy(
  () => import("../ui/no_role").then((m) => m.NoRole),
  undefined,
  () => import("../i18n/password").then((m) => m.passwordWords()),
);

type Session = { state: "asking" } | { state: "out" } | { state: "in"; me: Me } | { state: "failed"; reason: string };

/** `asked`: who is signed in, asked while the page was being put together. */
export function App({ asked }: { asked: Promise<Me> }) {
  const [session, setSession] = useState<Session>({ state: "asking" });
  useLanguage();
  const hear = useCallback((coming: Promise<Me>) => {
    setSession({ state: "asking" });
    coming.then(
      (me) => setSession({ state: "in", me }),
      (error: unknown) =>
        setSession(statusOf(error) === 401 ? { state: "out" } : { state: "failed", reason: sentence(error) }),
    );
  }, []);
  useLayoutEffect(() => hear(asked), [asked]);
  const ask = () => hear(api<Me>("/session"));
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
      if (session.me.must_change_password) {
        return (
          <PasswordForm
            me={session.me}
            onDone={(me) => setSession({ state: "in", me })}
            onOut={() => void api("/session", { method: "DELETE" }).finally(() => setSession({ state: "out" }))}
          />
        );
      }
      if (session.me.roles.length === 0) {
        return (
          <NoRole
            me={session.me}
            onAsked={(me) => setSession({ state: "in", me })}
            onOut={() => void api("/session", { method: "DELETE" }).finally(() => setSession({ state: "out" }))}
          />
        );
      }
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
  const here = useValue(route);
  const { store, start, look } = useLiveRoom("live.watch" in me.permissions);
  const link = useStore(store, (known) => known.link().state);
  const signOut = () => void api("/session", { method: "DELETE" }).finally(onOut);
  // A wall goes on showing what it last knew; a dialog over it would hide that.
  const [signsIn, setSignsIn] = useState(false);
  // Who has no live line hears of it by the first question that is not answered.
  const [ended, setEnded] = useState(false);
  useEffect(() => onSignedOut(() => setEnded(true)), []);
  useEffect(
    () => () => {
      forgetKept();
      forgetPhones();
    },
    [],
  );
  const backIn = (next: Me) => {
    setSignsIn(false);
    setEnded(false);
    signedInAgain();
    onIn(next);
    if (next.id === me.id && "live.watch" in me.permissions) start();
  };
  const page = pageOf(me, here);
  return (
    <div class="command">
      <a class="skip" href="#lists">
        {t("command.skip")}
      </a>
      {!page?.bare && <Head me={me} store={store} page={page} onOut={signOut} />}
      {watchesAlarms(me) && <AlarmBar me={me} store={store} />}
      {!page || link === "refused" ? (
        <main id="lists" tabIndex={-1}>
          <div class="refused" role="alert">
            <Empty icon="person" action={<SignOut onOut={signOut} />}>
              <p>{t("command.refused")}</p>
            </Empty>
          </div>
        </main>
      ) : (
        page.show({ here, me, store, look, signIn: () => setSignsIn(true) })
      )}
      <Toast />
      {(link === "signed_out" || ended) && (!page?.bare || signsIn) && <SignInDialog name={me.name} onIn={backIn} />}
    </div>
  );
}

function watchesAlarms(me: Me): boolean {
  return "live.watch" in me.permissions && "alarm.read" in me.permissions;
}

function Head({ me, store, page, onOut }: { me: Me; store: Store; page: Page | undefined; onOut(): void }) {
  const menu = pagesOf(me).filter(({ hidden }) => !hidden);
  return (
    <header class="command-head">
      <h1>{t("command.title")}</h1>
      {menu.length > 1 && (
        <nav class="menu" aria-label={t("page.menu")}>
          {menu.map(({ name, word }) => (
            <a key={name} href={`#/${name}`} aria-current={page?.name === name ? "page" : undefined}>
              {t(word)}
            </a>
          ))}
        </nav>
      )}
      {"live.watch" in me.permissions && <LinkState store={store} />}
      <div class="account">
        {watchesAlarms(me) && <SoundMenu />}
        <a class="account-name" href="#/keys" title={t("page.account")}>
          {me.display_name}
        </a>
        <Preferences />
        <SignOut onOut={onOut} />
      </div>
    </header>
  );
}

function SignOut({ onOut }: { onOut(): void }) {
  return (
    <button type="button" class="button small" onClick={onOut}>
      {t("command.sign_out")}
    </button>
  );
}

/** Draws everything again when the language changes. */
function useLanguage(): void {
  const [, draw] = useState(0);
  useEffect(() => onLanguage(() => draw((n) => n + 1)), []);
}
