/** The running patrol, in sight on every screen. */

import { t } from "../i18n";
import type { LocalPatrol } from "../store/records";
import { recording } from "../track/state";
import { age, metres, stopwatch } from "../ui/format";
import { Icon } from "../ui/icon";
import { useNow } from "../ui/now";
import { useValue } from "../ui/observable";
import { patrolMs } from "./patrol_time";

/** Older than this, and the position is no longer where the officer is. */
export const STALE_MS = 60_000;

export function PatrolBar({ patrol }: { patrol: LocalPatrol }) {
  const now = useNow(1000);
  const { problem } = useValue(recording);
  const state = t(patrol.state === "paused" ? "duty.paused" : "duty.running");
  const time = stopwatch(patrolMs(patrol, now));
  const stale = patrol.state === "running" && (problem !== null || !patrol.last || now - patrol.last.at > STALE_MS);
  const label = t("duty.bar", { state, time, distance: metres(patrol.distance_m) });
  return (
    <a class={`patrol-bar ${patrol.state} ${stale ? "stale" : ""}`} href="#/duty" aria-label={label}>
      <span class="patrol-dot" aria-hidden="true" />
      <strong>{state}</strong>
      <span class="figures">{time}</span>
      <span class="figures">{metres(patrol.distance_m)}</span>
      {patrol.state === "running" && (
        <span class="patrol-fix">
          <Icon name={stale ? "warning" : "target"} size={16} />
          {patrol.last ? age(patrol.last.at, now) : t("duty.fix_none")}
        </span>
      )}
    </a>
  );
}
