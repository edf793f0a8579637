/** A patrol on paper: figures, plan of the track, every gap, time in zones. */

import type { Area, PatrolDetail, Track } from "../../api/types";
import { t } from "../../i18n";
import { exactTime, metres, stopwatch } from "../../ui/format";
import { Facts } from "../../ui/parts";
import { dropReason, gapReason, placeText, span } from "../words";
import { SketchMap } from "./sketch_map";

type Props = { patrol: PatrolDetail; track: Track; areas: readonly Area[] };

export function PrintedPatrol({ patrol, track, areas }: Props) {
  return (
    <>
      <section class="whole">
        <h2>{t("patrol.title", { name: patrol.person_name })}</h2>
        <Facts
          rows={[
            [t("patrol.time"), t("print.with", { what: span(patrol.started_at, patrol.ended_at), how: t(`patrols.${patrol.state}`) })],
            [t("patrol.distance"), metres(patrol.distance_m)],
            [t("patrol.duration"), `${stopwatch(patrol.duration_s * 1000)} · ${t("patrol.moving")} ${stopwatch(patrol.moving_s * 1000)}`],
            [t("patrol.points"), patrol.point_count],
            [t("patrol.squad"), patrol.squad],
            patrol.second_officer_name ? [t("patrol.second"), patrol.second_officer_name] : null,
            [t("patrol.zone"), patrol.duty_zone_name ?? t("act.none")],
            [t("patrol.vehicle"), patrol.vehicle ?? t("act.none")],
          ]}
        />
      </section>
      <section class="whole">
        <h2>{t("print.track")}</h2>
        <SketchMap areas={areas} track={track} label={t("print.track")} />
        <p class="small">{t("patrol.gap_note")}</p>
      </section>
      <section>
        <h2>{t("patrol.gaps")}</h2>
        {patrol.gaps.length === 0 && <p>{t(patrol.point_count > 0 ? "patrol.no_gaps" : "patrol.no_positions")}</p>}
        {patrol.gaps.length > 0 && (
          <Table head={[t("patrol.gap_from"), t("print.gap_to"), t("patrol.gap_length"), t("patrol.gap_reason"), t("print.last_place")]}>
            {patrol.gaps.map((gap) => [
              exactTime(Date.parse(gap.from_at)),
              exactTime(Date.parse(gap.to_at)),
              stopwatch(gap.seconds * 1000),
              gapReason(gap.reason),
              placeText(gap.from_place),
            ])}
          </Table>
        )}
      </section>
      {patrol.zones.length > 0 && (
        <section class="whole">
          <h2>{t("patrol.zones")}</h2>
          <Table head={[t("patrol.zone"), t("patrol.duration"), t("patrol.distance")]}>
            {patrol.zones.map((zone) => [
              zone.area_id === null ? t("patrol.outside") : zone.name,
              stopwatch(zone.seconds * 1000),
              metres(zone.distance_m),
            ])}
          </Table>
        </section>
      )}
      {patrol.events.length > 0 && (
        <section>
          <h2>{t("patrol.events")}</h2>
          <ol class="steps">
            {patrol.events.map((event) => (
              <li key={event.id} class="whole">
                <time>{exactTime(Date.parse(event.at))}</time>
                {t(`patrol.event.${event.kind}`)}
                {event.reason && ` · ${event.reason}`}
              </li>
            ))}
          </ol>
        </section>
      )}
      {patrol.dropped.length > 0 && (
        <section class="whole">
          <h2>{t("patrol.dropped")}</h2>
          <p>{patrol.dropped.map(({ reason, count }) => t("patrol.dropped_line", { reason: dropReason(reason), n: count })).join("；")}</p>
        </section>
      )}
    </>
  );
}

function Table({ head, children }: { head: readonly string[]; children: readonly (readonly string[])[] }) {
  return (
    <table>
      <thead>
        <tr>
          {head.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {children.map((row, n) => (
          <tr key={n}>
            {row.map((cell, i) => (
              <td key={i}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
