/** How much of each duty zone was come near, and how long ago: a card beside the map and what it draws there. */

import { X } from "lucide";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Area, Coverage, CoverageOf, ZoneCoverage } from "../../api/types";
import { t } from "../../i18n";
import { AGE_OPACITY } from "../../map/coverage_ages";
import type { CoverageLayer } from "../../map/coverage_layer";
import type { DutyMap } from "../../map/duty_map";
import { age } from "../../ui/format";
import { Icon } from "../../ui/icon";
import { Failed, Loading } from "../../ui/states";
import { readAreas } from "../requests";
import { readAges, readCoverage, type Asked } from "./requests";
import { useRead } from "../use_read";
import "./coverage.css";

const DAYS = [0, 2, 6, 29] as const;
const KINDS: readonly CoverageOf[] = ["ground", "streets"];
type Props = { map: DutyMap; home: readonly Area[]; onClose(): void };
const NONE: readonly Area[] = [];

export function CoverageCard({ map, home, onClose }: Props) {
  // What they look like; the map itself has them as tiles only.
  const [zones, zonesAgain] = useRead<readonly Area[]>("zones", (signal) => readAreas(signal, "duty_zone"));
  const areas = zones.state === "ready" ? zones.value : NONE;
  const towns = useMemo(() => townsOf(home, areas), [home, areas]);
  const [chosenTown, setTown] = useState<string | null>(null);
  const [asked, setAsked] = useState<Asked>({ days: 6, of: "ground" });
  const [zone, setZone] = useState<string | null>(null);
  const town = chosenTown ?? towns[0]?.code ?? null;
  const key = town && `${town} ${asked.days} ${asked.of}`;
  const [read, again] = useRead(key, (signal) => readCoverage(town ?? "", asked, signal));
  const [ages, agesAgain] = useRead(zone && key && `${zone} ${key}`, (signal) => readAges(zone ?? "", asked, signal));
  const told = read.state === "ready" ? read.value : null;
  const layer = useLayer(map);
  const card = useRef<HTMLElement>(null);
  useEffect(() => layer?.showZones(told ? covered(told, areas, zone) : []), [layer, told, areas, zone]);
  useEffect(() => layer?.showCells(ages.state === "ready" ? ages.value : null), [layer, ages]);
  useEffect(() => {
    const found = zone ? areas.filter(({ id }) => id === zone) : towns.filter(({ code }) => code === town);
    if (found.length > 0) map.fitAreas(found, coveredBy(card.current));
  }, [map, zone, town]);
  const name = told?.zones.find(({ area_id }) => area_id === zone)?.name ?? "";
  return (
    <section class="coverage-card" ref={card} aria-label={t("coverage.title")}>
      <header>
        <h2>{t("coverage.title")}</h2>
        <button type="button" class="icon-button" aria-label={t("coverage.close")} title={t("coverage.close")} onClick={onClose}>
          <Icon name={X} size={20} />
        </button>
      </header>
      <div class="coverage-asked">
        {towns.length > 1 && (
          <label>
            <span>{t("coverage.town")}</span>
            <select value={town ?? ""} onChange={({ currentTarget }) => (setZone(null), setTown(currentTarget.value))}>
              {towns.map(({ code, name: title }) => (
                <option key={code} value={code}>
                  {title}
                </option>
              ))}
            </select>
          </label>
        )}
        <label>
          <span>{t("coverage.days")}</span>
          <select value={asked.days} onChange={({ currentTarget }) => setAsked({ ...asked, days: Number(currentTarget.value) })}>
            {DAYS.map((days) => (
              <option key={days} value={days}>
                {t(`coverage.days.${days}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{t("coverage.of")}</span>
          <select value={asked.of} onChange={({ currentTarget }) => setAsked({ ...asked, of: currentTarget.value as CoverageOf })}>
            {KINDS.map((of) => (
              <option key={of} value={of}>
                {t(`coverage.of.${of}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {zones.state === "failed" && <Failed reason={zones.reason} again={zonesAgain} />}
      {zones.state === "ready" && towns.length === 0 && <p role="status">{t("coverage.no_zones")}</p>}
      {(zones.state === "loading" || read.state === "loading") && <Loading lines={3} label={t("coverage.loading")} />}
      {read.state === "failed" && <Failed reason={read.reason} again={again} />}
      {told && <Zones told={told} zone={zone} onZone={setZone} />}
      {told && !zone && <p class="hint">{t("coverage.pick")}</p>}
      {zone && ages.state === "loading" && <p role="status">{t("coverage.cells_loading")}</p>}
      {zone && ages.state === "failed" && <Failed reason={ages.reason} again={agesAgain} />}
      {zone && ages.state === "ready" && <Ages name={name} />}
      {told && <p class="hint">{t("coverage.note", { m: told.within_m })}</p>}
    </section>
  );
}

/** In order of code: what was seen least or most is nobody's place in a row. */
function Zones({ told, zone, onZone }: { told: Coverage; zone: string | null; onZone(id: string | null): void }) {
  const now = Date.now();
  if (told.zones.every(({ amount }) => amount === 0)) return <p role="status">{t("coverage.no_streets")}</p>;
  return (
    <>
      {told.zones.every(({ last_seen_at }) => last_seen_at === null) && <p role="status">{t("coverage.none")}</p>}
      <table>
        <thead>
          <tr>
            <th scope="col">{t("coverage.zone")}</th>
            <th scope="col">{t("coverage.share")}</th>
            <th scope="col">{t("coverage.last")}</th>
          </tr>
        </thead>
        <tbody>
          {told.zones.map((one) => (
            <tr key={one.area_id}>
              <th scope="row">
                <button type="button" aria-pressed={one.area_id === zone} onClick={() => onZone(one.area_id === zone ? null : one.area_id)}>
                  {one.name}
                </button>
              </th>
              <td class="coverage-figure">
                {percent(one)}
                <meter min={0} max={1} value={one.share} aria-hidden="true" />
              </td>
              <td class="coverage-figure">{one.last_seen_at ? age(Date.parse(one.last_seen_at), now) : t("coverage.never")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Ages({ name }: { name: string }) {
  return (
    <div class="coverage-ages">
      <p role="status">{t("coverage.picked", { name })}</p>
      <ul>
        {AGE_OPACITY.map((opacity, i) => (
          <li key={i}>
            <span class={i === AGE_OPACITY.length - 1 ? "never" : ""} style={{ opacity }} />
            {t(`coverage.age.${i as 0 | 1 | 2 | 3 | 4}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function useLayer(map: DutyMap): CoverageLayer | null {
  const [layer, setLayer] = useState<CoverageLayer | null>(null);
  useEffect(() => {
    let gone = false;
    void import("../../map/coverage_layer").then(({ CoverageLayer }) => {
      if (gone) return;
      const made = new CoverageLayer();
      map.setOverlay(made);
      setLayer(made);
    });
    return () => {
      gone = true;
      map.setOverlay(null);
    };
  }, [map]);
  return layer;
}

/** How much of the map the card lies over: its left on a desk, its lower part on a phone. */
function coveredBy(card: HTMLElement | null): { left?: number; bottom?: number } {
  const pane = card?.parentElement;
  if (!card || !pane) return {};
  if (card.offsetWidth < pane.clientWidth * 0.65) return { left: card.offsetLeft + card.offsetWidth };
  return { bottom: Math.min(pane.clientHeight - card.offsetTop, pane.clientHeight / 2) };
}

/** Half a percent is said, not rounded away: nothing and little are not the same. */
function percent({ share }: ZoneCoverage): string {
  const n = share * 100;
  return t("coverage.percent", { n: n > 0 && n < 10 ? Math.max(0.1, Math.round(n * 10) / 10) : Math.round(n) });
}

/** A zone whose cells are shown is not filled besides. */
function covered(told: Coverage, areas: readonly Area[], zone: string | null) {
  return told.zones.flatMap((one) => {
    const area = areas.find(({ id }) => id === one.area_id);
    return area ? [{ area, share: one.area_id === zone ? 0 : one.share, label: percent(one) }] : [];
  });
}

/** Towns that have duty zones: those one looks after. */
function townsOf(home: readonly Area[], areas: readonly Area[]): readonly Area[] {
  const kept = new Set(areas.filter(({ kind }) => kind === "duty_zone").map(({ town_code }) => town_code));
  return home.filter(({ kind, code }) => kind === "town" && kept.has(code));
}
