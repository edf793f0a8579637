/** One patrol in figures: distance, time in each zone, and every gap with its reason. */

import type { Gap, PatrolDetail } from "../api/types";
import { t } from "../i18n";
import type { LonLat } from "../map/geometry";
import { clockTime, metres, stopwatch } from "../ui/format";
import { Download, Printer } from "lucide";
import { Icon } from "../ui/icon";
import { lazy } from "../ui/lazy";
import { Facts } from "../ui/parts";
import { Tel } from "./phones";
import { shortcutsOf, withKey } from "./keys/commands";
import { gpxUrl } from "./requests";
import type { PatrolView } from "./use_patrol";
import { dropReason, gapReason, span } from "./words";

type Props = {
  view: PatrolView | null;
  failure: string | null;
  onShow(place: LonLat): void;
  onPlay(): void;
  onClose(): void;
  /** Whether this person may keep a track beyond its time. */
  holds: boolean;
};

const Holds = lazy(
  () => import("./holds").then((module) => module.Holds),
  undefined,
  () => import("../i18n/holds").then((words) => words.holdsWords()),
);

export function PatrolPage({ view, failure, onShow, onPlay, onClose, holds }: Props) {
  if (!view) {
    return failure ? (
      <p class="problem" role="alert">{t("detail.failed", { reason: failure })}</p>
    ) : (
      <p role="status">{t("detail.loading")}</p>
    );
  }
  const { patrol } = view;
  return (
    <article class="detail" aria-label={t("patrol.title", { name: patrol.person_name })}>
      <header class="detail-head">
        <h2>{t("patrol.title", { name: patrol.person_name })}</h2>
        <span class="badge">{t(`patrols.${patrol.state}`)}</span>
        <button type="button" class="icon-button" aria-label={t("detail.close")} title={withKey(t("detail.close"), "Escape")} onClick={onClose}>
          <Icon name="close" size={20} />
        </button>
      </header>
      {patrol.overlaps.length > 0 && (
        <p class="warning">{t("patrol.overlaps", { n: patrol.overlaps.length })}</p>
      )}
      <div class="lead-more">
        <Tel person={patrol.person_id} name={patrol.person_name} />
        <button type="button" class="button small" aria-keyshortcuts={shortcutsOf("play")} onClick={onPlay}>
          <Icon name="play" size={18} />
          {t("play.track")}
        </button>
        <a class="button small" href={`#/print/patrol/${patrol.id}`} target="_blank" rel="noopener">
          <Icon name={Printer} size={18} />
          {t("print.open")}
        </a>
        <a class="button small" href={gpxUrl(patrol.id)} download>
          <Icon name={Download} size={18} />
          {t("patrol.gpx")}
        </a>
      </div>
      <PatrolFacts patrol={patrol} />
      <Zones patrol={patrol} />
      <Gaps points={patrol.point_count} gaps={patrol.gaps} onShow={onShow} />
      <Events patrol={patrol} />
      <Dropped patrol={patrol} />
      {holds && <Holds key={patrol.id} patrol={patrol} />}
    </article>
  );
}

function PatrolFacts({ patrol }: { patrol: PatrolDetail }) {
  const moving = `${t("patrol.moving")} ${stopwatch(patrol.moving_s * 1000)}`;
  return (
    <Facts
      rows={[
        [t("patrol.time"), span(patrol.started_at, patrol.ended_at)],
        [t("patrol.distance"), metres(patrol.distance_m)],
        [t("patrol.duration"), `${stopwatch(patrol.duration_s * 1000)} · ${moving}`],
        [t("patrol.points"), patrol.point_count],
        [t("patrol.squad"), patrol.squad],
        [t("patrol.second"), patrol.second_officer_name ?? t("act.none")],
        [t("patrol.zone"), patrol.duty_zone_name ?? t("act.none")],
        [t("patrol.vehicle"), patrol.vehicle ?? t("act.none")],
      ]}
    />
  );
}

function Zones({ patrol }: { patrol: PatrolDetail }) {
  if (patrol.zones.length === 0) return null;
  return (
    <section>
      <h3>{t("patrol.zones")}</h3>
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">{t("patrol.zone")}</th>
            <th scope="col">{t("patrol.duration")}</th>
            <th scope="col">{t("patrol.distance")}</th>
          </tr>
        </thead>
        <tbody>
          {patrol.zones.map((zone) => (
            <tr key={zone.area_id ?? ""}>
              <th scope="row">{zone.area_id === null ? t("patrol.outside") : zone.name}</th>
              <td>{stopwatch(zone.seconds * 1000)}</td>
              <td>{metres(zone.distance_m)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Gaps({ points, gaps, onShow }: { points: number; gaps: readonly Gap[]; onShow(place: LonLat): void }) {
  return (
    <section>
      <h3>{t("patrol.gaps")}</h3>
      {gaps.length === 0 ? (
        <p class="empty">{t(points > 0 ? "patrol.no_gaps" : "patrol.no_positions")}</p>
      ) : (
        <>
          <p class="hint">{t("patrol.gap_note")}</p>
          <table class="figures">
            <thead>
              <tr>
                <th scope="col">{t("patrol.gap_from")}</th>
                <th scope="col">{t("patrol.gap_length")}</th>
                <th scope="col">{t("patrol.gap_reason")}</th>
              </tr>
            </thead>
            <tbody>
              {gaps.map((gap) => (
                <GapRow key={gap.from_at} gap={gap} onShow={onShow} />
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}

function GapRow({ gap, onShow }: { gap: Gap; onShow(place: LonLat): void }) {
  const time = clockTime(Date.parse(gap.from_at));
  return (
    <tr>
      <td>
        <button
          type="button"
          class="link"
          aria-label={t("patrol.gap_show", { time })}
          onClick={() => onShow(gap.from_place)}
        >
          {time}
        </button>
      </td>
      <td>{stopwatch(gap.seconds * 1000)}</td>
      <td>{gapReason(gap.reason)}</td>
    </tr>
  );
}

function Events({ patrol }: { patrol: PatrolDetail }) {
  if (patrol.events.length === 0) return null;
  return (
    <section>
      <h3>{t("patrol.events")}</h3>
      <ul class="plain">
        {patrol.events.map((event) => (
          <li key={event.id}>
            {clockTime(Date.parse(event.at))} {t(`patrol.event.${event.kind}`)}
            {event.reason && ` · ${event.reason}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Dropped({ patrol }: { patrol: PatrolDetail }) {
  if (patrol.dropped.length === 0) return null;
  return (
    <section>
      <h3>{t("patrol.dropped")}</h3>
      <ul class="plain">
        {patrol.dropped.map(({ reason, count }) => (
          <li key={reason}>{t("patrol.dropped_line", { reason: dropReason(reason), n: count })}</li>
        ))}
      </ul>
    </section>
  );
}
