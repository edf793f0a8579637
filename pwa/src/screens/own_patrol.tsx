/** One patrol of one's own: what the server makes of it, or what the phone knows while there is no network. */

import { useEffect, useState } from "preact/hooks";
import { api } from "../api/client";
import type { Gap, PatrolDetail } from "../api/types";
import { t, type Word } from "../i18n";
import { readLocalPatrol } from "../store/patrols";
import type { LocalPatrol } from "../store/records";
import { clockTime, exactTime, lasting, metres, stopwatch } from "../ui/format";
import { Icon } from "../ui/icon";
import { Banner, Facts, Section } from "../ui/parts";
import { useQuery } from "../ui/query";
import { Gaps } from "./duty_running";
import { patrolMs } from "./patrol_time";
import { TrackSketch } from "./track_sketch";

export function OwnPatrol({ id }: { id: string }) {
  const local = useQuery(["patrols", "ops"], () => readLocalPatrol(id), [id]);
  const told = useDetail(id, local?.ended_at ?? null);
  if (told.detail) return <Told detail={told.detail} />;
  if (!local)
    return (
      <p class="hint" role="status">
        {t("own.loading")}
      </p>
    );
  return <Known patrol={local} failed={told.failed} />;
}

function useDetail(id: string, stamp: number | null): { detail: PatrolDetail | null; failed: boolean } {
  const [told, setTold] = useState<{ detail: PatrolDetail | null; failed: boolean }>({ detail: null, failed: false });
  useEffect(() => {
    const abort = new AbortController();
    api<PatrolDetail>(`/patrols/${id}`, { signal: abort.signal }).then(
      (detail) => setTold({ detail, failed: false }),
      () => !abort.signal.aborted && setTold({ detail: null, failed: true }),
    );
    return () => abort.abort();
  }, [id, stamp]);
  return told;
}

function Known({ patrol, failed }: { patrol: LocalPatrol; failed: boolean }) {
  return (
    <>
      {failed && (
        <Banner tone="warn" icon="offline">
          {t("own.offline")}
        </Banner>
      )}
      <section class="card">
        <Facts
          rows={[
            [t("duty.squad"), patrol.squad],
            patrol.duty_zone_name ? [t("duty.zone"), patrol.duty_zone_name] : null,
            patrol.vehicle ? [t("duty.vehicle"), patrol.vehicle] : null,
            [t("duty.second"), patrol.second?.name ?? t("duty.no_second")],
            [t("own.started"), <time>{exactTime(patrol.started_at)}</time>],
            [t("own.ended"), patrol.ended_at === null ? t("own.going_on") : <time>{exactTime(patrol.ended_at)}</time>],
            [t("duty.time"), stopwatch(patrolMs(patrol, Date.now()))],
            [t("duty.distance"), metres(patrol.distance_m)],
            [t("duty.points"), patrol.next_seq],
          ]}
        />
      </section>
      <Section title={t("duty.gaps")}>
        <Gaps patrol={patrol} />
      </Section>
    </>
  );
}

function Told({ detail }: { detail: PatrolDetail }) {
  const started = Date.parse(detail.started_at);
  return (
    <>
      <section class="card">
        <Facts
          rows={[
            [t("duty.squad"), detail.squad],
            detail.duty_zone_name ? [t("duty.zone"), detail.duty_zone_name] : null,
            detail.vehicle ? [t("duty.vehicle"), detail.vehicle] : null,
            [t("duty.second"), detail.second_officer_name ?? t("duty.no_second")],
            [t("own.started"), <time>{exactTime(started)}</time>],
            [t("own.ended"), detail.ended_at === null ? t("own.going_on") : <time>{exactTime(Date.parse(detail.ended_at))}</time>],
            [t("duty.time"), stopwatch(detail.duration_s * 1000)],
            [t("own.moving"), stopwatch(detail.moving_s * 1000)],
            [t("duty.distance"), metres(detail.distance_m)],
            [t("duty.points"), detail.point_count],
            ...detail.dropped.map(
              ({ reason, count }) =>
                [`${t("own.dropped")} · ${dropWord(reason)}`, t("own.dropped_n", { n: count })] as const,
            ),
          ]}
        />
        {detail.track_kept ? (
          <a class="button" href={`/api/patrols/${detail.id}/track.gpx`} download>
            {t("own.gpx")}
          </a>
        ) : (
          <p class="hint">{t("own.gone")}</p>
        )}
      </section>
      {detail.track_kept && <TrackSketch patrol={detail.id} />}
      {detail.track_kept && (
        <a class="button" href={`#/track/${detail.id}`}>
          <Icon name="duty" size={20} />
          {t("own.on_map")}
        </a>
      )}
      {detail.zones.length > 0 && (
        <Section title={t("own.zones")}>
          <Facts
            rows={detail.zones.map((zone) => [
              zone.area_id ? zone.name : t("own.outside"),
              `${lasting(zone.seconds * 1000)} · ${metres(zone.distance_m)}`,
            ])}
          />
        </Section>
      )}
      <Section title={t("duty.gaps")}>
        {detail.gaps.length === 0 && <p class="hint">{t(detail.point_count > 0 ? "duty.no_gaps" : "duty.no_positions")}</p>}
        <ul class="list">{detail.gaps.map(gapRow)}</ul>
      </Section>
    </>
  );
}

function gapRow({ from_at, to_at, seconds, reason }: Gap) {
  const [from, to] = [clockTime(Date.parse(from_at)), clockTime(Date.parse(to_at))];
  return (
    <li class="list-row" key={from_at}>
      <Icon name="warning" size={20} />
      <span class="list-text">
        <strong>{t(`cause.${reason}`)}</strong>
        <span class="hint">{t("duty.gap_line", { from, to, length: lasting(seconds * 1000) })}</span>
      </span>
    </li>
  );
}

const DROPS: Record<string, Word> = {
  accuracy: "own.drop.accuracy",
  beside: "own.drop.beside",
  clock: "own.drop.clock",
  duplicate: "own.drop.duplicate",
  mock: "own.drop.mock",
  nowhere: "own.drop.nowhere",
  off_duty: "own.drop.off_duty",
  speed: "own.drop.speed",
};

function dropWord(reason: string): string {
  const word = DROPS[reason];
  return word ? t(word) : reason;
}
