/** The phone's frame: who is signed in, the head, one screen, the tabs. */

import { useEffect, useState } from "preact/hooks";
import type { Me } from "../api/types";
import { onLanguage, t } from "../i18n";
import { readLastSuccess, writeMe } from "../store/keyed";
import { activePatrol } from "../store/patrols";
import { sweepParts } from "../store/media";
import { isShutOut, watchShutOut } from "../sync/shut_out";
import { sync, tell } from "../sync/state";
import { keepLater, update } from "../sync/update";
import { whileSeen } from "../sync/while_seen";
import { keepSending } from "../sync/wake";
import { fetchRecorder, fitRecording } from "../track/later";
import { afterStart, fetchPieces, lazy, whenIdle } from "../ui/lazy";
import { useValue } from "../ui/observable";
import { Banner } from "../ui/parts";
import { useQuery } from "../ui/query";
import { Toast } from "../ui/toast";
import { onChange } from "../store/changes";
import { lockWhenHidden } from "../lock/hidden";
import { lock, runner, session, shutOut, signOut } from "./session";
import { Shell } from "./shell";
import { SignIn } from "./sign_in_later";

const Lock = lazy(
  () => import("./lock").then((module) => module.Lock),
  undefined,
  () => import("../i18n/lock").then((words) => words.lockWords()),
);

const ShutOut = lazy(
  () => import("./shut_out").then((module) => module.ShutOut),
  undefined,
  () => import("../i18n/outbox").then((words) => words.outboxWords()),
);

/** The screens that show it look more often themselves. */
const PULL_EVERY_MS = 300_000;

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

export function App() {
  const now = useValue(session);
  const [, draw] = useState(0);
  useEffect(() => onLanguage(() => draw((n) => n + 1)), []);
  return (
    <>
      {now.state === "opening" && (
        <p class="opening" role="status">
          {t("app.loading")}
        </p>
      )}
      {now.state === "broken" && (
        <main class="screen">
          <Banner tone="danger" icon="warning" alert>
            {t("app.broken", { reason: now.reason })}
          </Banner>
        </main>
      )}
      {now.state === "out" && <SignIn />}
      {now.state === "locked" && <Lock under={null} />}
      {now.state === "in" &&
        (now.me.must_change_password && !now.covered ? (
          <PasswordForm me={now.me} onDone={(me) => void writeMe(me)} onOut={() => void signOut()} />
        ) : now.me.roles.length === 0 && !now.covered ? (
          <NoRole me={now.me} onAsked={(me) => void writeMe(me)} onOut={() => void signOut()} />
        ) : (
          <SignedIn key={now.me.id} {...now} />
        ))}
      <Toast />
    </>
  );
}

/** `covered`: the lock screen lies over everything; a patrol is recorded and sent below it. */
function SignedIn({ me, covered, decided }: { me: Me; covered: boolean; decided: boolean }) {
  const patrol = useQuery(["patrols", "tracks"], () => activePatrol(me.id), [me.id]);
  useSending(me);
  useRecording(me);
  useIdle(() => {
    if ("patrol.run" in me.permissions) void fetchRecorder().catch(() => undefined);
    return undefined;
  }, []);
  usePieces();
  useEffect(() => lockWhenHidden(me.id, lock), [me.id]);
  useEffect(() => watchShutOut(me.id, () => void shutOut()), [me.id]);
  useIdle(() => later(import("../sync/look").then(({ keepLooking }) => () => keepLooking(me, runner))), [me.id]);
  useIdle(() => {
    if (!("lead.work" in me.permissions)) return undefined;
    return later(import("./tell_given").then(({ followGiven }) => () => followGiven(me)));
  }, [me.id]);
  const { revoked } = useValue(sync);
  if (covered) return <Lock under={{ me, patrol }} />;
  return revoked || isShutOut(me.id) ? <ShutOut me={me} /> : <Shell me={me} patrol={patrol} decided={decided} />;
}

/**
 * Fetches what nobody has asked for yet; whatever is pressed meanwhile is fetched at once. Where no worker keeps it, the
 * page itself must have all of it before the network is gone.
 */
function usePieces(): void {
  const { without } = useValue(update);
  useEffect(() => {
    const fetch = () => void fetchPieces();
    if (!without) return afterStart(fetch);
    addEventListener("online", fetch);
    const callOff = whenIdle(fetch);
    return () => {
      callOff();
      removeEventListener("online", fetch);
    };
  }, [without]);
}

/** An effect that waits until the screen is there and answers: whoever opens the app wants to press something. */
function useIdle(begin: () => (() => void) | undefined, inputs: readonly unknown[]): void {
  useEffect(() => {
    let stop: (() => void) | undefined;
    const forget = whenIdle(() => (stop = begin()));
    return () => {
      forget();
      stop?.();
    };
  }, inputs);
}

/** Begin what is fetched after the screen; returns how to stop it, also when it has not come yet. */
function later(coming: Promise<() => () => void>): () => void {
  let gone = false;
  let stop = () => undefined as void;
  coming.then((begin) => gone || (stop = begin()), () => undefined);
  return () => {
    gone = true;
    stop();
  };
}

/** Sends and fetches while somebody is signed in. */
function useSending(me: Me): void {
  useEffect(() => {
    let stop: (() => void) | undefined;
    const forget = afterStart(() => (stop = putInOrder(me)));
    return () => {
      forget();
      stop?.();
    };
  }, []);
  useIdle(() => {
    const stop = keepSending(runner);
    const pull = () => void import("../sync/pull").then(({ pullAll }) => pullAll(Date.now()), () => undefined);
    const visible = () => document.visibilityState === "visible" && pull();
    const rest = whileSeen(PULL_EVERY_MS, pull);
    // The answer to something sent tells of a lead that the list does not have yet.
    const unsubscribe = pullAfterSuccess(pull);
    document.addEventListener("visibilitychange", visible);
    pull();
    return () => {
      stop();
      unsubscribe();
      rest();
      document.removeEventListener("visibilitychange", visible);
    };
  }, []);
}

/** What keeps the phone in order and can wait until the start is over; returns how to stop. */
function putInOrder(me: Me): () => void {
  keepLater();
  // What was being filmed when the browser died is found again before its bytes count as nobody's.
  const done = import("../capture/recover")
    .then(({ recover }) => recover(me.id))
    .catch(() => undefined)
    .then(() => sweepParts(Date.now()))
    .catch(() => undefined);
  return later(done.then(() => import("../chain/begin")).then(({ beginChain }) => () => beginChain(me)));
}

/**
 * Calls `pull` when a round of sending that took something over has ended, and when the line or the session is back.
 */
function pullAfterSuccess(pull: () => void): () => void {
  let before = sync.get();
  let success = before.last_success;
  // What was sent in an earlier life of the page is no news.
  void readLastSuccess().then((at) => {
    success ??= at;
    tell({ last_success: at });
  });
  return sync.subscribe(() => {
    const now = sync.get();
    const sent = before.busy && !now.busy && now.last_success !== success;
    const back = (before.signed_out && !now.signed_out) || (before.reach === "offline" && now.reach === "online");
    before = now;
    if (!sent && !back) return;
    success = now.last_success;
    pull();
  });
}

/** Records while the person's patrol runs, whichever tab started it. */
function useRecording(me: Me): void {
  useEffect(() => {
    const fit = async (resumed: boolean) => fitRecording(await activePatrol(me.id), resumed);
    const follow = () => void fit(false);
    const stop = onChange(["patrols"], follow);
    document.addEventListener("visibilitychange", follow);
    void fit(true);
    return () => {
      stop();
      document.removeEventListener("visibilitychange", follow);
      void fitRecording(undefined, false);
    };
  }, [me.id]);
}
