/** Who is on duty, how sure their place is, and in which zone they are. */

import { useMemo } from "preact/hooks";
import type { Area, Officer } from "../api/types";
import { t } from "../i18n";
import { areaAt } from "../map/geometry";
import { freshness } from "../map/marks";
import { exactTime } from "./age";
import { OfficerMark } from "./mark";
import { fixAge, freshText } from "./words";

type Props = {
  officers: ReadonlyMap<string, Officer>;
  areas: readonly Area[];
  selected: string | null;
  now: number;
  onOpen(id: string): void;
};

export function Officers({ officers, areas, selected, now, onOpen }: Props) {
  const zones = useMemo(() => areas.filter(({ kind }) => kind === "duty_zone"), [areas]);
  const rows = useMemo(
    () => [...officers.values()].sort((a, b) => a.person_name.localeCompare(b.person_name, "zh-CN")),
    [officers],
  );
  return (
    <section class="officers" aria-label={t("officers.label")}>
      {rows.length === 0 && <p class="empty">{t("officers.none")}</p>}
      <ul class="rows">
        {rows.map((officer) => (
          <li key={officer.person_id}>
            <button
              type="button"
              class="row"
              aria-pressed={officer.person_id === selected}
              onClick={() => onOpen(officer.person_id)}
            >
              <OfficerRow officer={officer} zones={zones} now={now} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function OfficerRow({ officer, zones, now }: { officer: Officer; zones: readonly Area[]; now: number }) {
  const fresh = freshness(officer.at, now);
  const zone = officer.place && areaAt(zones, officer.place);
  return (
    <>
      <OfficerMark fresh={fresh} />
      <span class="row-text">
        <span class="row-title">
          <strong>{officer.person_name}</strong>
          {officer.patrol_state === "paused" && <span class="badge">{t("officers.paused")}</span>}
          {officer.at && (
            <time dateTime={officer.at} title={exactTime(officer.at)}>
              {t("officers.fix", { age: fixAge(officer.at, now) })}
            </time>
          )}
        </span>
        <span class="row-line">
          {!officer.place ? t("officers.no_fix") : zone ? t("officers.zone", { name: zone.name }) : t("officers.no_zone")}
        </span>
        <span class="row-more">
          {officer.squad && <span>{officer.squad}</span>}
          {officer.accuracy_m !== null && (
            <span>{t("officers.accuracy", { n: Math.round(officer.accuracy_m) })}</span>
          )}
          {officer.battery !== null && <span>{t("officers.battery", { n: officer.battery })}</span>}
          <span>{freshText(fresh)}</span>
        </span>
      </span>
    </>
  );
}
