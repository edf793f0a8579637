/** Calling for help, and what has become of it. */

import { useEffect, useRef, useState } from "preact/hooks";
import { api } from "../api/client";
import type { Alarm, Me } from "../api/types";
import { t } from "../i18n";
import { cancelAlarm, keepAlarms, readAlarms } from "../store/alarms";
import { onChange } from "../store/changes";
import { readOps } from "../store/ops";
import type { LocalPatrol } from "../store/records";
import { sync } from "../sync/state";
import { telephone } from "../ui/format";
import { Icon } from "../ui/icon";
import { useValue } from "../ui/observable";
import { Confirm } from "../ui/parts";
import { lazy, whenIdle } from "../ui/lazy";
import { useQuery } from "../ui/query";
import { runner, signIn } from "./session";
import "./sos.css";
import { CancelDialog } from "./sos_cancel";
import { findPlace, type Finder } from "./sos_fix";
import { HoldButton } from "./sos_hold";
import { useHindrance, useInsisting } from "./sos_insist";
import { raiseSos, raiseSosUnlessRaised } from "./sos_raise";
import { currentSos, isAlone, type Sos } from "./sos_state";
import { SosCall } from "./sos_call";
import { SosCard } from "./sos_card";
import { useReference } from "./use_reference";

const SignInForm = lazy(() => import("../ui/sign_in_form").then((module) => module.SignInForm));

const PUT_AWAY = "sos.put_away";
const ASK_MS = 4_000;

/** `raising`: a call that another button has begun. */
type Props = { me: Me; patrol: LocalPatrol | undefined; raising?: Promise<void> | null };

export function SosPanel({ me, patrol, raising = null }: Props) {
  const { sos, putAway } = useSos(me);
  const [asking, setAsking] = useState<"raise" | "cancel" | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const phone = useReference()?.duty_phone ?? null;
  const hindered = useHindrance(sos);
  useInsisting(sos?.stage === "waiting");
  const follow = async (call: Promise<void>) => {
    setBusy(true);
    setFailure(null);
    try {
      await call;
    } catch (error) {
      setFailure(String(error));
    } finally {
      setBusy(false);
    }
  };
  useEffect(() => {
    if (raising) void follow(raising);
  }, [raising]);
  // Whoever has called looks for what has become of it: it must not lie below what else there is.
  const section = useRef<HTMLElement>(null);
  const said = sos && `${sos.id} ${sos.stage} ${hindered}`;
  useEffect(() => {
    if (said) section.current?.closest(".screen")?.scrollTo({ top: 0 });
  }, [said]);
  if (!("alarm.raise" in me.permissions)) return null;

  const cancel = async (reason: string) => {
    setAsking(null);
    if (!sos) return;
    await cancelAlarm(me.id, sos.id, reason, Date.now()).catch((error: unknown) => setFailure(String(error)));
    void runner.hurry();
  };
  const open = sos !== null && sos.stage !== "closed";
  const raise = (finder: Finder) =>
    void follow(open && !sos.called_off ? raiseSosUnlessRaised(me, patrol, finder) : raiseSos(me, patrol, finder));
  const signInHere = async (name: string, password: string) => {
    await signIn(name, password);
    await runner.hurry();
  };
  return (
    <section class={`sos ${open ? "open" : ""}`} aria-label={t("sos.title")} ref={section}>
      {/* There whatever has become of an earlier call: the next danger does not wait for it. */}
      <div class="sos-dock">
        <HoldButton busy={busy} onHeld={raise} onKey={() => setAsking("raise")} />
        {phone && !open && (
          <a class="button sos-call" href={telephone(phone)} aria-label={t("sos.call", { number: phone })}>
            <Icon name="phone" />
            {t("sos.call_short")}
          </a>
        )}
      </div>
      {sos && (
        <SosCard sos={sos} hindered={hindered} onCancel={() => setAsking("cancel")} onPutAway={() => putAway(sos.id)}>
          {open && <SosCall duty={phone} alone={isAlone(sos, hindered)} />}
          {sos.stage === "waiting" && hindered === "sign_in" && <SignInForm name={me.name} signIn={signInHere} />}
        </SosCard>
      )}
      {failure && (
        <>
          <p class="banner danger" role="alert">
            {t("sos.not_saved", { reason: failure })}
          </p>
          {!open && <SosCall duty={phone} alone />}
        </>
      )}
      {busy && (
        <p class="sos-busy" role="status">
          {t("sos.placing")}
        </p>
      )}
      {asking === "raise" && (
        <Confirm
          title={t("sos.ask")}
          note={t("sos.ask_note")}
          yes={t("sos.ask_yes")}
          danger
          onYes={() => {
            setAsking(null);
            raise(findPlace());
          }}
          onNo={() => setAsking(null)}
        />
      )}
      {asking === "cancel" && <CancelDialog onYes={(reason) => void cancel(reason)} onNo={() => setAsking(null)} />}
    </section>
  );
}

/** The person's alarm, from the phone and, while it is open, asked of the server again and again. */
function useSos(me: Me): { sos: Sos | null; putAway(id: string): void } {
  const ops = useQuery(["ops", "outbox"], readOps, [me.id]) ?? [];
  // As last told, also without a network: what the room has closed stays closed.
  const alarms = useQuery(["alarms", "session"], () => readAlarms(me.id), [me.id]) ?? [];
  const [away, setAway] = useState(() => localStorage.getItem(PUT_AWAY));
  const { reach } = useValue(sync);
  const sos = currentSos(ops, alarms, me.id, away, Date.now());
  const follows = sos !== null && sos.stage !== "closed" && sos.stage !== "waiting";
  const may = "alarm.read" in me.permissions;
  useEffect(() => {
    if (!may || reach === "offline") return undefined;
    const abort = new AbortController();
    const ask = () => {
      if (document.visibilityState !== "visible") return;
      // No answer now: what the phone knows stays on the screen, and it is asked again.
      api<Alarm[]>("/alarms?mine=true&limit=5", { signal: abort.signal }).then(
        (answer) => void keepAlarms(me.id, answer.filter(({ person_id }) => person_id === me.id)),
        () => undefined,
      );
    };
    // Who waits for an answer asks at once; else what lies on the phone is shown first.
    const forget = follows ? void ask() : whenIdle(ask);
    const timer = follows ? setInterval(ask, ASK_MS) : undefined;
    const stop = onChange(["ops"], ask);
    document.addEventListener("visibilitychange", ask);
    return () => {
      forget?.();
      abort.abort();
      clearInterval(timer);
      stop();
      document.removeEventListener("visibilitychange", ask);
    };
  }, [may, reach, follows]);
  return {
    sos,
    putAway(id) {
      localStorage.setItem(PUT_AWAY, id);
      setAway(id);
    },
  };
}
