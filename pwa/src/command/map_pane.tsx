/** The live map with its buttons, layers, legend and the slot for the map approval number. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { History, Home, Layers, Minus, Plus, type IconNode } from "lucide";
import type { Area, Lead, Officer, Track } from "../api/types";
import { language, t } from "../i18n";
import type { AlarmMark } from "../map/alarm_marks";
import type { BaseMap, DutyMap, Grab, Group } from "../map/duty_map";
import type { Box, LonLat } from "../map/geometry";
import { LEAD_MARKS, OFFICER_MARKS, type Freshness, type LeadState } from "../map/marks";
import { watchPalette, type Palette } from "../map/palette";
import type { PhotoMark } from "../map/photo_marks";
import { exactTime } from "../ui/format";
import { Icon } from "../ui/icon";
import { idle, lazy } from "../ui/lazy";
import { dropOnMap, maybeDrag } from "./drag";
import { LeadMark, OfficerMark } from "./mark";
import { freshText, gapText } from "./words";

const CoverageCard = lazy(
  () => import("./coverage/card").then((module) => module.CoverageCard),
  undefined,
  () => import("../i18n/coverage").then((module) => module.coverageWords()),
  true,
);

/** A place to look at; `n` makes the same place count as a new wish. */
export type Aim = { place: LonLat; n: number };

type Props = {
  /** A licensed map under everything else; without one the ground is plain. */
  base?: BaseMap | null;
  /** Those the map opens on and comes back to; what is drawn of areas comes as tiles. */
  home: readonly Area[];
  leads: readonly Lead[];
  /** There are more leads, which the list beside does not show either. */
  narrowed?: boolean;
  unseen: ReadonlySet<string>;
  officers: readonly Officer[];
  /** `all`: what the map moves to, where that is more than what is drawn so far. */
  track: { id: string; track: Track; all?: Track } | null;
  photos?: readonly PhotoMark[];
  alarms: readonly AlarmMark[];
  selectedLead: string | null;
  selectedOfficer: string | null;
  aim: Aim | null;
  now: number;
  onLead(id: string): void;
  onOfficer(id: string): void;
  onAlarm(id: string): void;
  onLook(box: Box): void;
  /** Somebody can see it: until then nothing of it is fetched. */
  begin: boolean;
  /** Plays the last hour; without it there is no button. */
  onPlay?: (() => void) | undefined;
  /** Asks what of the past to play. */
  onChoose?: (() => void) | undefined;
  /** The moment shown while it is not now. */
  past?: number | null;
  children?: ComponentChildren;
};

type Stage = { state: "loading" } | { state: "ready"; map: DutyMap } | { state: "failed"; reason: string };

export function MapPane(props: Props) {
  const box = useRef<HTMLDivElement>(null);
  const stage = useDutyMap(box, props.begin, props);
  const map = stage.state === "ready" ? stage.map : null;
  const [covers, setCovers] = useState(false);
  useShown(map, props);
  return (
    <section class={typeof props.past === "number" ? "map-pane plays" : "map-pane"} aria-label={t("map.label")}>
      <div class="map-canvas" ref={box} />
      {stage.state === "loading" && <p class="map-message" role="status">{t("map.loading")}</p>}
      {stage.state === "failed" && (
        <p class="map-message problem" role="alert">{t("map.failed", { reason: stage.reason })}</p>
      )}
      {map && <MapButtons map={map} home={props.home} covers={covers} onCovers={setCovers} />}
      {map && covers && <CoverageCard map={map} home={props.home} onClose={() => setCovers(false)} />}
      {props.onPlay && (
        <div class="map-play">
          <button type="button" class="button small" onClick={props.onPlay}>
            <Icon name={History} size={18} />
            {t("play.hour")}
          </button>
          <button type="button" class="button small" aria-haspopup="dialog" onClick={props.onChoose}>
            {t("play.open")}
          </button>
        </div>
      )}
      {props.narrowed && <p class="map-narrowed">{t("map.narrowed", { n: props.leads.length })}</p>}
      {typeof props.past === "number" && (
        <p class="map-past">
          <Icon name={History} size={18} />
          {t("play.past", { time: momentText(props.past) })}
        </p>
      )}
      <Legend />
      {props.children}
      <p class="map-approval">{props.base ? t("map.approval", { number: props.base.approval }) : t("map.no_base")}</p>
    </section>
  );
}

/** The time alone, with the day where it is not today. */
function momentText(at: number): string {
  const whole = exactTime(at);
  return whole.slice(whole.slice(0, 10) === exactTime(Date.now()).slice(0, 10) ? 11 : 5, 16);
}

/** Begun when the page has nothing better to do: it costs a small machine a second. */
function useDutyMap(box: { current: HTMLDivElement | null }, begin: boolean, events: Pick<Props, "base" | "onLead" | "onOfficer" | "onAlarm" | "onLook">): Stage {
  const [stage, setStage] = useState<Stage>({ state: "loading" });
  const latest = useRef(events);
  latest.current = events;
  useEffect(() => {
    if (!begin) return undefined;
    let map: DutyMap | null = null;
    let gone = false;
    let palette: Palette | null = null;
    const stopWatching = watchPalette((next) => {
      palette = next;
      map?.setPalette(next);
    });
    const fail = (reason: string) => setStage({ state: "failed", reason });
    idle().then(() => import("../map/duty_map")).then(
      ({ DutyMap, areasFromServer, fromServer }) => {
        if (gone || !box.current || !palette) return;
        try {
          const events = {
            lead: (id: string) => latest.current.onLead(id),
            officer: (id: string) => latest.current.onOfficer(id),
            alarm: (id: string) => latest.current.onAlarm(id),
            looked: (box: Box) => latest.current.onLook(box),
            grabbed: (id: string, place: LonLat, pointer: Grab) => maybeDrag(pointer, () => ({ leads: [id], place })),
            failed: fail,
          };
          const { base = null } = latest.current;
          map = new DutyMap(box.current, palette, base, [fromServer()], events, areasFromServer());
          const made = map;
          dropOnMap((x, y) => made.officerAt(x, y));
          setStage({ state: "ready", map });
        } catch (error) {
          fail(error instanceof Error ? error.message : String(error));
        }
      },
      (error: unknown) => fail(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      gone = true;
      stopWatching();
      dropOnMap(() => null);
      map?.remove();
    };
  }, [box, begin]);
  return stage;
}

/** Hands the map each thing only when that thing has changed. */
function useShown(map: DutyMap | null, props: Props): void {
  const { home, leads, unseen, officers, track, selectedLead, selectedOfficer, aim, now } = props;
  const fitted = useRef(false);
  useEffect(() => {
    if (map && home.length > 0 && !fitted.current) {
      fitted.current = true;
      map.fitAreas(home);
    }
  }, [map, home]);
  useEffect(() => map?.showLeads(leads, unseen), [map, leads, unseen]);
  // Ages change the look of officers even when nothing arrives.
  useEffect(() => map?.showOfficers(officers, now), [map, officers, now]);
  // The gaps have words on them.
  useEffect(() => map?.showAlarms(props.alarms), [map, props.alarms]);
  useEffect(() => map?.showPhotos(props.photos ?? []), [map, props.photos]);
  useEffect(() => map?.showTrack(track?.track ?? null, gapText), [map, track, language()]);
  useEffect(() => {
    if (map && track) map.fitTrack(track.all ?? track.track);
  }, [map, track?.id]);
  useEffect(() => map?.select(selectedLead, selectedOfficer), [map, selectedLead, selectedOfficer]);
  useEffect(() => {
    if (aim) map?.goTo(aim.place);
  }, [map, aim]);
}

const LAYER_GROUPS: readonly Group[] = ["towns", "zones", "villages", "leads", "officers"];

type ButtonProps = { map: DutyMap; home: readonly Area[]; covers: boolean; onCovers(covers: boolean): void };

function MapButtons({ map, home, covers, onCovers }: ButtonProps) {
  const [hidden, setHidden] = useState<ReadonlySet<Group>>(new Set());
  const toggle = (group: Group) => {
    const next = new Set(hidden);
    if (!next.delete(group)) next.add(group);
    map.setHidden(group, next.has(group));
    setHidden(next);
  };
  const button = (label: string, sign: IconNode, run: () => void) => (
    <button type="button" class="icon-button" aria-label={label} title={label} onClick={run}>
      <Icon name={sign} size={20} />
    </button>
  );
  return (
    <div class="map-buttons">
      {button(t("map.zoom_in"), Plus, () => map.zoomBy(1))}
      {button(t("map.zoom_out"), Minus, () => map.zoomBy(-1))}
      {button(t("map.fit"), Home, () => map.fitAreas(home))}
      <details class="map-layers">
        <summary class="icon-button" aria-label={t("map.layers")} title={t("map.layers")}>
          <Icon name={Layers} size={20} />
        </summary>
        <fieldset>
          <legend>{t("map.layers")}</legend>
          {LAYER_GROUPS.map((group) => (
            <label key={group}>
              <input type="checkbox" checked={!hidden.has(group)} onChange={() => toggle(group)} />
              {t(`map.${group}`)}
            </label>
          ))}
          <label>
            <input type="checkbox" checked={covers} onChange={() => onCovers(!covers)} />
            {t("map.coverage")}
          </label>
        </fieldset>
      </details>
    </div>
  );
}

function Legend() {
  return (
    <details class="map-legend">
      <summary>{t("map.legend")}</summary>
      <ul class="plain">
        {(Object.keys(LEAD_MARKS) as LeadState[]).map((state) => (
          <li key={state}>
            <LeadMark state={state} /> {t(`lead.state.${state}`)}
          </li>
        ))}
        {(Object.keys(OFFICER_MARKS) as Freshness[]).map((fresh) => (
          <li key={fresh}>
            <OfficerMark fresh={fresh} /> {freshText(fresh)}
          </li>
        ))}
        <li>{t("map.many")}</li>
        <li>{t("patrol.gap_note")}</li>
      </ul>
    </details>
  );
}
