/** Who is on duty, how sure their place is, and in which zone they are. Of very many only as far as one has scrolled. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Area, Officer } from "../api/types";
import { language, t } from "../i18n";
import { areaAt } from "../map/geometry";
import { standing } from "../map/marks";
import { age, exactTime } from "../ui/format";
import { OfficerMark } from "./mark";
import { freshText } from "./words";
import { byName } from "../ui/by_name";

type Props = {
  officers: ReadonlyMap<string, Officer>;
  /** Null until they are here: nothing is said of them before. */
  zones: readonly Area[] | null;
  selected: string | null;
  now: number;
  onOpen(id: string): void;
};

/** Rows drawn at first, and as many more whenever their end comes into sight. */
const PART = 100;
const BEFORE_END_PX = 600;
const NOWHERE = "nowhere";

export function Officers({ officers, zones, selected, now, onOpen }: Props) {
  const zoneOf = useMemo(() => zoneFinder(zones ?? []), [zones]);
  const open = useRef(onOpen);
  open.current = onOpen;
  const ids = useOrder(officers);
  const { list, shown } = useScrolledFar(ids.length);
  // Drawn when the clock ticks and when somebody comes or goes, not for each of many fixes a second.
  const rows = useMemo(
    () =>
      ids.slice(0, shown).flatMap((id) => {
        const officer = officers.get(id);
        return officer ? [
          <li key={id}>
            <button
              type="button"
              class="row"
              aria-pressed={id === selected}
              data-officer={id}
              onClick={() => open.current(id)}
            >
              <OfficerRow officer={officer} zone={zones && (zoneOf(officer) ?? NOWHERE)} now={now} />
            </button>
          </li>,
        ] : [];
      }),
    [ids, shown, zones, selected, now, language()],
  );
  return (
    <section class="officers" aria-label={t("officers.label")}>
      {rows.length === 0 && <p class="empty">{t("officers.none")}</p>}
      <ul class="rows" ref={list}>
        {rows}
      </ul>
    </section>
  );
}

/** Ids by name. Sorting names takes long, so it is done when somebody has come or gone only. */
function useOrder(officers: ReadonlyMap<string, Officer>): readonly string[] {
  const order = useRef<readonly string[]>([]);
  const same = order.current.length === officers.size && order.current.every((id) => officers.has(id));
  if (!same) {
    const people = [...officers.values()].sort((a, b) => byName(a.person_name, b.person_name));
    order.current = people.map(({ person_id }) => person_id);
  }
  return order.current;
}

function useScrolledFar(count: number) {
  const list = useRef<HTMLUListElement>(null);
  const [shown, setShown] = useState(PART);
  useEffect(() => {
    const box = list.current;
    if (!box || shown >= count) return undefined;
    const look = () => {
      if (box.scrollTop + box.clientHeight > box.scrollHeight - BEFORE_END_PX) setShown(shown + PART);
    };
    box.addEventListener("scroll", look, { passive: true });
    return () => box.removeEventListener("scroll", look);
  }, [shown, count]);
  return { list, shown };
}

/** The duty zone of an officer, looked up once per fix although the list is drawn every second. */
function zoneFinder(zones: readonly Area[]): (officer: Officer) => Area | undefined {
  const found = new WeakMap<Officer, Area | undefined>();
  return (officer) => {
    if (!found.has(officer)) found.set(officer, officer.place ? areaAt(zones, officer.place) : undefined);
    return found.get(officer);
  };
}

function zoneText(zone: Area | typeof NOWHERE): string {
  return zone === NOWHERE ? t("officers.no_zone") : t("officers.zone", { name: zone.name });
}

/** `zone` null: not known yet. */
function OfficerRow({ officer, zone, now }: { officer: Officer; zone: Area | typeof NOWHERE | null; now: number }) {
  const fresh = standing(officer, now);
  return (
    <>
      <OfficerMark fresh={fresh} />
      <span class="row-text">
        <span class="row-title">
          <strong>{officer.person_name}</strong>
          {officer.at && (
            <time dateTime={officer.at} title={exactTime(Date.parse(officer.at))}>
              {t("officers.fix", { age: age(Date.parse(officer.at), now) })}
            </time>
          )}
        </span>
        <span class="row-line">
          {!officer.place ? t("officers.no_fix") : zone && zoneText(zone)}
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
