/** The map of one's own town on the phone, and the package that makes it work without a network. */

import { Maximize, Minus, Plus } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import { api } from "../api/client";
import type { Area, Me, Track, Uuid } from "../api/types";
import { t } from "../i18n";
import { fetchWorkerAhead } from "../map/ahead";
import type { DutyMap } from "../map/duty_map";
import { watchPalette, type Palette } from "../map/palette";
import { readLeads } from "../store/leads";
import { followPosition } from "../track/position";
import type { Reading } from "../track/filter";
import { age } from "../ui/format";
import { Icon } from "../ui/icon";
import { useQuery } from "../ui/query";
import { go } from "../ui/route";
import { Failed, Loading } from "../ui/states";
import { firstLook } from "./first_look";
import { MapPackages } from "./map_packages";
import { useReference } from "./use_reference";
import "./town_map.css";

/** A place older than this may be another by now. */
const OLD_MS = 2 * 60_000;

type Stage = { state: "loading" } | { state: "ready"; map: DutyMap } | { state: "failed"; reason: string };

/** `lead`: the one whose place is looked for. `track`: of which patrol. */
type Props = { me: Me; lead: Uuid | null; track?: Uuid | null };

export function TownMap({ me, lead, track = null }: Props) {
  const box = useRef<HTMLDivElement>(null);
  // A package that has come, gone or been replaced is drawn by a map made anew.
  const [packages, setPackages] = useState(0);
  const stage = useMap(box, packages);
  const map = stage.state === "ready" ? stage.map : null;
  const reading = useOwnPosition();
  const areas = useReference()?.areas;
  const leads = useQuery(["leads"], () => readLeads(me.id), [me.id]);
  useEffect(() => {
    if (!map || !areas) return;
    map.showAreas(areas);
    map.fitAreas(ownTowns(areas));
  }, [map, areas]);
  useEffect(() => map?.showLeads((leads ?? []).map(({ lead }) => lead), new Set()), [map, leads]);
  useTrack(map, areas, track);
  const sought = leads?.find(({ id }) => id === lead)?.lead.place.coordinates ?? null;
  const looked = useRef("");
  useEffect(() => {
    if (!map || !areas || track !== null || (lead !== null && !sought)) return;
    map.select(lead, null);
    const look = firstLook(sought, reading && [reading.lon, reading.lat], ownTowns(areas));
    // Once for each place that is looked for: whoever has moved the map wants it where it is.
    const at = `${packages} ${sought?.join() ?? ""}`;
    if (!look || looked.current === at) return;
    looked.current = at;
    map.goTo(look.place, look.zoom);
  }, [map, areas, lead, track, sought?.join(), reading !== null]);
  useEffect(() => map?.showOfficers(reading ? [asOfficer(me, reading)] : [], Date.now()), [map, reading]);
  return (
    <>
      <section class="town-map" aria-label={t("town_map.label")}>
        <div class="town-map-canvas" ref={box} />
        {stage.state === "loading" && <Loading lines={1} label={t("town_map.loading")} />}
        {stage.state === "failed" && <Failed reason={t("town_map.failed", { reason: stage.reason })} />}
        {map && <Buttons map={map} areas={areas ?? []} reading={reading} />}
      </section>
      <MapPackages me={me} onChange={() => setPackages((n) => n + 1)} />
    </>
  );
}

/** The way of a patrol, with its gaps. Without it the map is a map all the same. */
function useTrack(map: DutyMap | null, areas: readonly Area[] | undefined, id: Uuid | null): void {
  const [way, setWay] = useState<Track | null>(null);
  useEffect(() => {
    if (id === null) return undefined;
    const abort = new AbortController();
    api<Track>(`/patrols/${id}/track?tolerance_m=5`, { signal: abort.signal }).then(setWay, () => undefined);
    return () => abort.abort();
  }, [id]);
  useEffect(() => {
    if (!map || !areas || !way) return;
    map.showTrack(way, ({ reason }) => t(`cause.${reason}`));
    map.fitTrack(way);
  }, [map, areas, way]);
}

function ownTowns(areas: readonly Area[]): Area[] {
  return areas.filter(({ kind }) => kind === "town");
}

function Buttons({ map, areas, reading }: { map: DutyMap; areas: readonly Area[]; reading: Reading | null }) {
  return (
    <div class="town-map-buttons">
      <button type="button" class="icon-button" aria-label={t("town_map.closer")} onClick={() => map.zoomBy(1)}>
        <Icon name={Plus} />
      </button>
      <button type="button" class="icon-button" aria-label={t("town_map.farther")} onClick={() => map.zoomBy(-1)}>
        <Icon name={Minus} />
      </button>
      <button
        type="button"
        class="button small"
        aria-label={t("town_map.whole")}
        onClick={() => map.fitAreas(ownTowns(areas))}
      >
        <Icon name={Maximize} size={20} />
        {t("town_map.whole_short")}
      </button>
      <button
        type="button"
        class="button small"
        aria-label={t(reading ? "town_map.me" : "town_map.no_fix")}
        disabled={!reading}
        onClick={() => reading && map.goTo([reading.lon, reading.lat])}
      >
        <Icon name="target" size={20} />
        {t(reading ? "town_map.me_short" : "town_map.no_fix")}
      </button>
    </div>
  );
}

/** Oneself on the map: always the full dot with the circle of the accuracy, and called so; an old place says its age. */
function asOfficer(me: Me, { lon, lat, at, accuracy_m }: Reading) {
  const now = Date.now();
  const old = now - at > OLD_MS;
  return {
    person_id: me.id,
    person_name: old ? t("town_map.own_old", { age: age(at, now) }) : t("town_map.own"),
    squad: me.squad,
    patrol_id: "",
    patrol_state: "running" as const,
    place: [lon, lat] as [number, number],
    at: new Date(now).toISOString(),
    accuracy_m,
    speed_ms: null,
    heading_deg: null,
    battery: null,
    town_code: "",
  };
}

function useOwnPosition(): Reading | null {
  const [reading, setReading] = useState<Reading | null>(null);
  useEffect(() => followPosition({ reading: setReading, problem: () => undefined }), []);
  return reading;
}

function useMap(box: { current: HTMLDivElement | null }, packages: number): Stage {
  const [stage, setStage] = useState<Stage>({ state: "loading" });
  useEffect(() => {
    let map: DutyMap | null = null;
    let gone = false;
    let palette: Palette | null = null;
    const stop = watchPalette((next) => {
      palette = next;
      map?.setPalette(next);
    });
    const fail = (error: unknown) =>
      setStage({ state: "failed", reason: error instanceof Error ? error.message : String(error) });
    const open = async () => {
      fetchWorkerAhead();
      const [{ DutyMap }, { underHere }] = await Promise.all([import("../map/duty_map"), import("../map/package")]);
      const under = await underHere();
      if (gone || !box.current || !palette) return;
      const deaf = () => undefined;
      const events = { lead: (id: string) => go(`leads/${id}`), officer: deaf, alarm: deaf, failed: fail };
      map = new DutyMap(box.current, palette, null, under, events);
      setStage({ state: "ready", map });
    };
    open().catch(fail);
    return () => {
      gone = true;
      stop();
      map?.remove();
    };
  }, [box, packages]);
  return stage;
}
