/** The map of one's own town on the phone, and the package that makes it work without a network. */

import { Maximize, Minus, Plus } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Area, Me, Uuid } from "../api/types";
import { t } from "../i18n";
import { fetchWorkerAhead } from "../map/ahead";
import type { DutyMap } from "../map/duty_map";
import { watchPalette, type Palette } from "../map/palette";
import { readLeads } from "../store/leads";
import type { LocalPatrol } from "../store/records";
import { followPosition } from "../track/position";
import type { Reading } from "../track/filter";
import { Icon } from "../ui/icon";
import { useQuery } from "../ui/query";
import { go } from "../ui/route";
import { Failed, Loading } from "../ui/states";
import { MapPackages } from "./map_packages";
import { useReference } from "./use_reference";
import "./town_map.css";

type Stage = { state: "loading" } | { state: "ready"; map: DutyMap } | { state: "failed"; reason: string };

/** `lead`: the one whose place is looked for. */
type Props = { me: Me; patrol: LocalPatrol | undefined; lead: Uuid | null };

export function TownMap({ me, patrol, lead }: Props) {
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
  const sought = leads?.find(({ id }) => id === lead)?.lead.place.coordinates;
  useEffect(() => {
    if (!map || !areas || !sought) return;
    map.select(lead, null);
    map.goTo(sought);
  }, [map, areas, lead, sought?.join()]);
  useEffect(() => map?.showOfficers(reading ? [asOfficer(me, patrol, reading)] : [], Date.now()), [map, reading, patrol]);
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
        class="icon-button"
        aria-label={t("town_map.whole")}
        onClick={() => map.fitAreas(ownTowns(areas))}
      >
        <Icon name={Maximize} />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={t(reading ? "town_map.me" : "town_map.no_fix")}
        disabled={!reading}
        onClick={() => reading && map.goTo([reading.lon, reading.lat])}
      >
        <Icon name="target" />
      </button>
    </div>
  );
}

/** Oneself on the map, drawn as the command room draws everybody on duty. */
function asOfficer(me: Me, patrol: LocalPatrol | undefined, { lon, lat, at, accuracy_m }: Reading) {
  return {
    person_id: me.id,
    person_name: me.display_name,
    squad: me.squad,
    patrol_id: patrol?.id ?? "",
    patrol_state: patrol?.state === "paused" ? ("paused" as const) : ("running" as const),
    place: [lon, lat] as [number, number],
    at: new Date(at).toISOString(),
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
