/** The running patrol, in sight on every screen. */

import { useRef, useState } from "preact/hooks";
import type { Me } from "../api/types";
import { t } from "../i18n";
import type { LocalPatrol } from "../store/records";
import { sync } from "../sync/state";
import { recording } from "../track/state";
import { age, metres, stopwatch } from "../ui/format";
import { Icon } from "../ui/icon";
import { lazy } from "../ui/lazy";
import { useNow } from "../ui/now";
import { useValue } from "../ui/observable";
import { LOW_BATTERY, STALE_MS } from "./limits";
import { patrolFix, roomSilence, type PatrolFix } from "./patrol_fix";
import { patrolMs } from "./patrol_time";
import { useSosPress } from "./sos_press";
import { raiseSosUnlessRaised } from "./sos_raise";
import "./patrol_bar.css";

const PatrolSheet = lazy(
  () => import("./patrol_sheet").then((module) => module.PatrolSheet),
  undefined,
  () => import("../i18n/duty").then((words) => words.dutyWords()),
);

const SosSheet = lazy(
  () => import("./sos_sheet").then((module) => module.SosSheet),
  undefined,
  () => import("../i18n/sos").then((words) => words.sosWords()),
);

export function PatrolBar({ me, patrol }: { me: Me; patrol: LocalPatrol }) {
  const now = useNow(1000);
  const [open, setOpen] = useState<"details" | "sos" | null>(null);
  const [raising, setRaising] = useState<Promise<void> | null>(null);
  const close = () => setOpen(null);
  const openSos = (call: Promise<void> | null) => {
    setRaising(call);
    setOpen("sos");
  };
  const heard = useValue(recording);
  const running = patrol.state === "running";
  const { last_success } = useValue(sync);
  const silence = running ? roomSilence(patrol, last_success, now) : null;
  const state = t(running ? "duty.running" : "duty.paused");
  const time = stopwatch(patrolMs(patrol, now));
  const fix = patrolFix(patrol, heard, now);
  const old = fix ? fix.stale : now - patrol.started_at > STALE_MS;
  const stale = running && (heard.problem !== null || old);
  return (
    <section class={`patrol-bar ${patrol.state} ${stale ? "stale" : ""}`} aria-label={t("duty.title")}>
      <a class="patrol-bar-line" href="#/duty">
        {running ? <span class="patrol-dot" aria-hidden="true" /> : <Icon name="pause" size={16} />}
        <strong>{state}</strong>
        <span class="figures">{time}</span>
        <span class="figures">{metres(patrol.distance_m)}</span>
      </a>
      {"alarm.raise" in me.permissions && <SosOpener me={me} patrol={patrol} onOpen={openSos} />}
      <button type="button" class="patrol-bar-more" aria-haspopup="dialog" onClick={() => setOpen("details")}>
        <span class="patrol-bar-facts">
          {running && <Fix fix={fix} now={now} stale={stale} />}
          {silence !== null && (
            <span class="patrol-bar-fact">
              <Icon name="warning" size={16} />
              {t("duty.room_silence_short", { n: Math.floor(silence / 60_000) })}
            </span>
          )}
          <Power />
          {patrol.gaps.length > 0 && (
            <span class="patrol-bar-fact">
              <Icon name="warning" size={16} />
              {t("duty.gaps_n", { n: patrol.gaps.length })}
            </span>
          )}
        </span>
        <Icon name="next" size={16} />
        <span class="sr-only">{t("duty.details")}</span>
      </button>
      {open === "details" && <PatrolSheet patrol={patrol} onClose={close} />}
      {open === "sos" && <SosSheet me={me} patrol={patrol} raising={raising} onClose={close} />}
    </section>
  );
}

/** A longer touch than this is no tap to a phone. */
const LONG_MS = 400;

type Opener = { me: Me; patrol: LocalPatrol; onOpen(call: Promise<void> | null): void };

/** Held like the large button it calls for help at once; tapped it only opens the page with the large one. */
function SosOpener({ me, patrol, onOpen }: Opener) {
  const called = useRef(false);
  const { holding, on } = useSosPress(false, (finder) => {
    called.current = true;
    onOpen(raiseSosUnlessRaised(me, patrol, finder));
  });
  const since = useRef(0);
  const press = (event: PointerEvent) => {
    called.current = false;
    since.current = event.timeStamp;
    on.onPointerDown(event);
  };
  const lift = ({ timeStamp }: PointerEvent) => {
    on.onPointerUp();
    // After so long a touch phones tell no click.
    if (!called.current && timeStamp - since.current > LONG_MS) onOpen(null);
  };
  return (
    <button
      type="button"
      class={`button danger patrol-bar-sos ${holding ? "holding" : ""}`}
      aria-haspopup="dialog"
      {...on}
      onPointerDown={press}
      onPointerUp={lift}
      // The finger that has called is lifted from the page that it opened.
      onClick={(event) => (event.detail === 0 || !called.current) && onOpen(null)}
    >
      <Icon name="sos" size={20} />
      {t("duty.sos")}
    </button>
  );
}

function Fix({ fix, now, stale }: { fix: PatrolFix | null; now: number; stale: boolean }) {
  return (
    <span class="patrol-bar-fact">
      <Icon name={stale ? "warning" : "target"} size={16} />
      {fix ? `±${metres(Math.round(fix.accuracy_m))} · ${age(fix.at, now)}` : t("duty.fix_none")}
      {fix?.still && ` · ${t("duty.still")}`}
    </span>
  );
}

/** Only what has to be known: a low battery, and a screen that will go dark. */
function Power() {
  const { battery, wake, on } = useValue(recording);
  const low = battery.level !== null && battery.level <= LOW_BATTERY && !battery.charging;
  return (
    <>
      {battery.level !== null && (
        <span class={`patrol-bar-fact ${low ? "low" : ""}`}>
          {low && <Icon name="warning" size={16} />}
          {t("duty.battery_short", { n: battery.level })}
        </span>
      )}
      {on && wake !== "held" && <span class="patrol-bar-fact">{t("duty.screen_short")}</span>}
    </>
  );
}
