/** The patrol that runs or is paused: how it goes, what is missing, and the buttons. */

import { BatteryCharging, BatteryFull, Sun } from "lucide";
import { useState } from "preact/hooks";
import { t } from "../i18n";
import { movePatrol } from "../store/patrols";
import type { LocalPatrol } from "../store/records";
import { change, settings } from "../store/settings";
import { sync } from "../sync/state";
import { recording, type Recording } from "../track/state";
import { age, clockTime, lasting, metres, stopwatch } from "../ui/format";
import { Icon, type IconName } from "../ui/icon";
import { useNow } from "../ui/now";
import { useValue } from "../ui/observable";
import { Banner, Confirm, Section, type Tone } from "../ui/parts";
import { Switch } from "../ui/switch";
import { useInSight } from "./in_sight";
import { NoPosition } from "./no_position";
import { LOW_BATTERY } from "./limits";
import { patrolFix, roomSilence } from "./patrol_fix";
import { gapsWord } from "./patrol_gaps";
import { patrolMs } from "./patrol_time";

export function RunningPatrol({ patrol }: { patrol: LocalPatrol }) {
  const now = useNow(1000);
  const state = useValue(recording);
  const card = useInSight<HTMLElement>(patrol.started_at);
  return (
    <section class={`card patrol ${patrol.state}`} ref={card}>
      <p class="patrol-state">
        <span class="patrol-dot" aria-hidden="true" />
        {t(patrol.state === "paused" ? "duty.paused" : "duty.running")}
        <span class="hint">{patrol.duty_zone_name ?? patrol.squad}</span>
        {patrol.second && <span class="hint">{t("duty.with", { name: patrol.second.name })}</span>}
      </p>
      <dl class="figures-row">
        <Figure name={t("duty.time")} value={stopwatch(patrolMs(patrol, now))} />
        <Figure name={t("duty.distance")} value={metres(patrol.distance_m)} />
        <Figure name={t("duty.points")} value={String(patrol.next_seq)} />
      </dl>
      {patrol.state === "paused" ? (
        <Banner tone="info" icon="pause">
          {t("duty.paused_note")}
        </Banner>
      ) : (
        <States patrol={patrol} now={now} state={state} />
      )}
      <Buttons patrol={patrol} />
    </section>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** Position, screen and battery, with what can be done about each. */
export function States({ patrol, now, state }: { patrol: LocalPatrol; now: number; state: Recording }) {
  const silence = roomSilence(patrol, useValue(sync).last_success, now);
  return (
    <>
      {state.problem === "permission" && <NoPosition problem={state.problem} />}
      <ul class="states">
        {state.elsewhere && <State tone="info" icon="duty" name={t("duty.fix")} value={t("duty.elsewhere")} />}
        <State {...fixState(patrol, now, state)} name={t("duty.fix")} />
        {silence !== null && (
          <State tone="warn" icon="warning" name={t("duty.room")} value={t("duty.room_silence", { n: Math.floor(silence / 60_000) })} />
        )}
        {!state.elsewhere && (
          <State
            tone={state.wake === "held" ? "ok" : "warn"}
            icon={state.wake === "held" ? Sun : "warning"}
            name={t("duty.screen")}
            value={t(`duty.screen_${state.wake}`)}
          />
        )}
        {state.battery.level !== null && (
          <State {...batteryState(state.battery.level, state.battery.charging)} name={t("duty.battery")} />
        )}
      </ul>
      {!state.elsewhere && <KeepScreen />}
    </>
  );
}

type Shown = { tone: Tone; icon: IconName; value: string };

function State({ tone, icon, name, value }: Shown & { name: string }) {
  return (
    <li class={tone}>
      <Icon name={icon} size={20} />
      <span class="state-name">{name}</span>
      <span class="state-value">{value}</span>
    </li>
  );
}

function fixState(patrol: LocalPatrol, now: number, state: Recording): Shown {
  const { problem } = state;
  if (problem)
    return { tone: problem === "no_fix" ? "warn" : "danger", icon: "warning", value: t(`duty.fix_${problem}`) };
  const fix = patrolFix(patrol, state, now);
  if (!fix) return { tone: "warn", icon: "waiting", value: t("duty.fix_none") };
  const value = t("duty.fix_age", { age: age(fix.at, now), n: Math.round(fix.accuracy_m) });
  const { still, stale } = fix;
  return {
    tone: stale ? "warn" : "ok",
    icon: stale ? "warning" : "target",
    value: still ? `${value} · ${t("duty.still")}` : value,
  };
}

function batteryState(level: number, charging: boolean): Shown {
  if (charging) return { tone: "ok", icon: BatteryCharging, value: t("duty.battery_charging", { n: level }) };
  if (level > LOW_BATTERY) return { tone: "ok", icon: BatteryFull, value: t("duty.battery_value", { n: level }) };
  return { tone: "warn", icon: "warning", value: t("duty.battery_low", { n: level }) };
}

function KeepScreen() {
  const { keep_screen } = useValue(settings);
  return (
    <Switch on={keep_screen} note={t("duty.keep_screen_note")} onChange={(on) => change({ keep_screen: on })}>
      {t("duty.keep_screen")}
    </Switch>
  );
}

function Buttons({ patrol }: { patrol: LocalPatrol }) {
  const [asking, setAsking] = useState(false);
  const move = (kind: "pause" | "resume" | "end") => void movePatrol(patrol.id, kind, Date.now());
  return (
    <>
      <div class="buttons even">
        <button type="button" class="button" onClick={() => move(patrol.state === "paused" ? "resume" : "pause")}>
          <Icon name={patrol.state === "paused" ? "play" : "pause"} />
          {t(patrol.state === "paused" ? "duty.resume" : "duty.pause")}
        </button>
        <button type="button" class="button danger-outline" onClick={() => setAsking(true)}>
          <Icon name="stop" />
          {t("duty.end")}
        </button>
      </div>
      {asking && (
        <Confirm
          title={t("duty.end_ask")}
          note={t("duty.end_note")}
          yes={t("duty.end_yes")}
          danger
          onYes={() => move("end")}
          onNo={() => setAsking(false)}
        />
      )}
    </>
  );
}

export function GapsSection({ patrol }: { patrol: LocalPatrol }) {
  return (
    <Section title={t("duty.gaps")}>
      <Gaps patrol={patrol} />
    </Section>
  );
}

/** The newest first. */
export function Gaps({ patrol }: { patrol: LocalPatrol }) {
  if (patrol.gaps.length === 0) return <p class="hint">{gapsWord(patrol)}</p>;
  return <ul class="list">{[...patrol.gaps].reverse().map(gapRow)}</ul>;
}

function gapRow({ from, to, cause }: LocalPatrol["gaps"][number]) {
  const line = t("duty.gap_line", { from: clockTime(from), to: clockTime(to), length: lasting(to - from) });
  return (
    <li class="list-row" key={from}>
      <Icon name="warning" size={20} />
      <span class="list-text">
        <strong>{t(`cause.${cause}`)}</strong>
        <span class="hint">{line}</span>
      </span>
    </li>
  );
}
