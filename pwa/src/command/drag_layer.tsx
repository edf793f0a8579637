/** What is carried, and beside it the officers it can be dropped on, nearest first. */

import { useMemo } from "preact/hooks";
import type { Officer } from "../api/types";
import { t } from "../i18n";
import { distanceM } from "../map/geometry";
import { freshness } from "../map/marks";
import { age, metres } from "../ui/format";
import { useValue } from "../ui/observable";
import { drag } from "./drag";
import "./drag.css";
import { OfficerMark } from "./mark";
import { dutyText } from "./words";

const SHOWN = 8;

type Props = { officers: ReadonlyMap<string, Officer>; callers: ReadonlySet<string>; now: number };

export function DragLayer({ officers, callers, now }: Props) {
  const held = useValue(drag);
  const place = held?.place;
  const near = useMemo(
    () =>
      [...officers.values()]
        .map((officer) => ({ officer, m: officer.place && place ? distanceM(officer.place, place) : Infinity }))
        .sort((a, b) => a.m - b.m)
        .slice(0, SHOWN),
    [officers, place],
  );
  if (!held) return null;
  const over = held.over === null ? undefined : officers.get(held.over);
  const far = over?.place ? metres(distanceM(over.place, held.place)) : t("assign.no_fix");
  return (
    <div class="drag-layer" aria-hidden="true">
      <ul class="drop-list">
        <li class="drop-title">{t("drag.onto")}</li>
        {near.map(({ officer, m }) => (
          <li key={officer.person_id} data-officer={officer.person_id} class={held.over === officer.person_id ? "over" : ""}>
            <OfficerMark fresh={freshness(officer.at, now)} />
            <span>
              <strong>{officer.person_name}</strong>
              <small>
                {callers.has(officer.person_id) ? t("assign.sos") : dutyText(officer)}
                {officer.at && Number.isFinite(m) && ` · ${t("assign.near", { distance: metres(m), age: age(Date.parse(officer.at), now) })}`}
              </small>
            </span>
          </li>
        ))}
        {near.length === 0 && <li class="empty">{t("officers.none")}</li>}
      </ul>
      <p class={over ? "drag-ghost over" : "drag-ghost"} style={{ transform: `translate(${held.x + 14}px, ${held.y - 56}px)` }}>
        {over
          ? t("drag.to", { n: held.leads.length, name: over.person_name, distance: far })
          : t("drag.held", { n: held.leads.length })}
      </p>
    </div>
  );
}
