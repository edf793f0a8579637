/** What has been patrolled today, in one line. */

import type { Me } from "../api/types";
import { t } from "../i18n";
import { readPatrols } from "../store/patrols";
import type { LocalPatrol } from "../store/records";
import { exactTime, metres, stopwatch } from "../ui/format";
import { useNow } from "../ui/now";
import { useQuery } from "../ui/query";
import { gapsWord } from "./patrol_gaps";
import { useInSight } from "./in_sight";
import { patrolMs } from "./patrol_time";

export function usePatrols(me: Me): LocalPatrol[] | undefined {
  return useQuery(["patrols"], () => readPatrols(me.id), [me.id]);
}

/** Today's patrols summed up, and with whom and where one was last. */
export function Today({ patrols }: { patrols: readonly LocalPatrol[] }) {
  const now = useNow(60_000);
  if (!patrols[0]) return null;
  const today = patrols.filter(({ started_at }) => sameDay(started_at, now));
  const last = patrols[0];
  return (
    <section class="card home-today">
      {justEnded(last, now) && <Ended patrol={last} now={now} />}
      <p>
        <strong>{today.length === 0 ? t("home.today_none") : sum(today, now)}</strong>
      </p>
      {last && (
        <p class="hint">{t("home.last", { squad: last.squad, zone: last.duty_zone_name ?? t("duty.no_zone") })}</p>
      )}
    </section>
  );
}

function Ended({ patrol, now }: { patrol: LocalPatrol; now: number }) {
  const { id, ended_at, distance_m, second } = patrol;
  const line = useInSight<HTMLParagraphElement>(ended_at ?? 0);
  return (
    <>
      <p role="status" ref={line}>
        {t("duty.ended", { time: stopwatch(patrolMs(patrol, now)), length: metres(distance_m), gaps: gapsWord(patrol) })}
      </p>
      {second && <p>{t("duty.second_confirms_any", { name: second.name })}</p>}
      <a class="button" href={`#/patrol/${id}`}>
        {t("duty.ended_open")}
      </a>
    </>
  );
}

/** What the patrol came to is told for a while after its end. */
const TOLD_MS = 1_800_000;

function justEnded({ state, ended_at }: LocalPatrol, now: number): boolean {
  return state === "ended" && ended_at !== null && now - ended_at < TOLD_MS;
}

function sum(patrols: readonly LocalPatrol[], now: number): string {
  const length = metres(patrols.reduce((m, { distance_m }) => m + distance_m, 0));
  const time = stopwatch(patrols.reduce((ms, patrol) => ms + patrolMs(patrol, now), 0));
  return t("home.today", { n: patrols.length, length, time });
}

function sameDay(a: number, b: number): boolean {
  return exactTime(a).slice(0, 10) === exactTime(b).slice(0, 10);
}
