/** The command room: lists, live map, detail. Everything on it comes from the live store or is asked for by id. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Lead, Me } from "../api/types";
import { language, t } from "../i18n";
import type { Box, LonLat } from "../map/geometry";
import { lazy, useCalm } from "../ui/lazy";
import { useMedia } from "../ui/use_media";
import { useNow } from "../ui/now";
import { lookAt, useLookedAt, useLookedAtLead } from "./alarms/look";
import { alarmMarks, placeOf } from "./alarms/marks";
import { fetchChosen, ManyBar, PlayBar } from "./chosen";
import type { Route } from "../ui/route";
import { useValue } from "../ui/observable";
import { Announce } from "./announce";
import type { Many } from "./deciding";
import { drag } from "./drag";
import { DragLayer } from "./drag_layer";
import { Giving } from "./giving";
import { Lists } from "./lists";
import { KeyHelp } from "./keys/help";
import { useKeys } from "./keys/use_keys";
import { MapPane, type Aim } from "./map_pane";
import { photoMark } from "./play/photos";
import { useRoomPlayback } from "./play/use_room_playback";
import { EVERYTHING_OPEN, same } from "./queue/filter";
import { NOBODY } from "./queue/pick";
import { Queue } from "./queue/queue";
import { useMany } from "./queue/use_many";
import "./room.css";
import { roomKeys } from "./room_keys";
import { withSelected } from "./select";
import type { Pane } from "./selection";
import { Side } from "./side";
import { Splitter } from "./splitter";
import { useStore, type Store } from "./store";
import { ownAreas, useAreas } from "./use_areas";
import { callersOf } from "./unusual";
import { usePanes } from "./use_panes";
import { usePatrol } from "./use_patrol";
import { useRoom } from "./use_room";

const ChoosePlay = lazy(() => import("./play/choose").then((m) => m.ChoosePlay));
const PANES: readonly Pane[] = ["list", "map", "detail"];
const ONE_PANE = "(max-width: 900px)";

export type RoomProps = { me: Me; store: Store; here: Route; wallPage: boolean; onLook(box: Box): void };

export function Room({ me, store, here, wallPage, onLook }: RoomProps) {
  const live = useStore(store, (known) => known.live());
  // Where one pane is shown at a time, the map is nothing to wait for until somebody goes to it.
  const narrow = useMedia(ONE_PANE);
  const begun = useRef(false);
  const calm = useCalm();
  useEffect(() => {
    // Not fetched: it is when something is chosen, and says so then.
    if (calm) void fetchChosen().catch(() => undefined);
  }, [calm]);
  const now = useNow(1000);
  const slow = now - (now % 10_000);
  const state = useRoom(here, live, slow);
  const { at, picked, pick } = state;
  const panes = usePanes();
  begun.current ||= !narrow || at.pane === "map";
  // On a wide desk everything at once; where one pane is shown, the others are drawn when that one answers.
  const whole = !narrow || calm || at.pane !== "list";
  const [aim, setAim] = useState<Aim | null>(null);
  const [giving, setGiving] = useState<readonly Lead[] | null>(null);
  const [sheet, setSheet] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const towns = useAreas("town", !narrow || begun.current);
  const home = useMemo(() => ownAreas(towns ?? [], me), [towns, me]);
  // The map has its zones as tiles; their shapes are fetched for those who ask where in them somebody stands.
  const zones = useAreas("duty_zone", at.tab === "officers" || choosing);
  const leads = useMemo(() => [...live.leads.values()], [live.leads]);
  const open = at.lead === null ? undefined : live.leads.get(at.lead);
  // Until somebody narrows the leads, the map shows all of them: those on their way belong to the picture, too.
  const narrowed = at.tab === "leads" && !same(state.filter, EVERYTHING_OPEN);
  const onMap = useMemo(
    () => (narrowed ? withSelected(state.rows, open) : leads),
    [narrowed, state.rows, open, leads],
  );
  const officers = useMemo(() => [...live.officers.values()], [live.officers]);
  const lastFix = at.officer === null ? "" : (live.officers.get(at.officer)?.at ?? "");
  const running = at.patrol === null ? undefined : live.patrols.get(at.patrol);
  const { view: patrol, failure } = usePatrol(at.patrol, `${lastFix}|${running?.state ?? "ended"}`);
  const playing = useRoomPlayback(patrol);
  const photos = useMemo(() => playing.photos.map(photoMark), [playing.photos, language()]);
  const over = useValue(drag)?.over ?? null;
  // What was decided here is no longer new, opened or not.
  const onChanged = (lead: Lead) => {
    store.dispatch({ do: "lead", lead });
    store.dispatch({ do: "seen", id: lead.id });
  };
  const many = useMany(onChanged, (failed) => failed.size === 0 && state.setPicked(NOBODY));

  const callers = useMemo(() => callersOf(live.alarms), [live.alarms]);
  const marks = useMemo(() => alarmMarks(live.alarms, live.officers), [live.alarms, live.officers, language()]);

  const aimAt = (place: LonLat) => setAim((old) => ({ place, n: (old?.n ?? 0) + 1 }));
  const openLead = (id: string) => {
    pick({ do: "lead", lead: id });
    store.dispatch({ do: "seen", id });
    const lead = live.leads.get(id);
    if (lead) aimAt(lead.place.coordinates);
  };
  const openOfficer = (id: string) => {
    const officer = live.officers.get(id);
    if (!officer) return;
    pick({ do: "patrol", patrol: officer.patrol_id, officer: id });
    if (officer.place) aimAt(officer.place);
  };
  useLookedAt((alarm) => {
    const officer = live.officers.get(alarm.person_id ?? "");
    const patrol = officer?.patrol_id ?? alarm.patrol_id;
    if (patrol && alarm.person_id !== null) pick({ do: "patrol", patrol, officer: alarm.person_id });
    const place = placeOf(alarm, officer);
    if (place) aimAt(place);
    if (place && narrow) pick({ do: "pane", pane: "map" });
  });
  useLookedAtLead(openLead);
  const markLead = (id: string) => {
    pick({ do: "mark", lead: id });
    store.dispatch({ do: "seen", id });
  };
  const showOnMap = (place: LonLat) => {
    aimAt(place);
    pick({ do: "pane", pane: "map" });
  };
  const decide = (some: readonly Lead[], decision: Many) => {
    setGiving(null);
    many.decide(some, decision);
  };
  const showPane = (pane: Pane) => {
    pick({ do: "pane", pane });
    if (pane === "list") panes.setShut("list", false);
    if (pane === "detail") panes.setShut("side", false);
  };
  const listState = (of: Lead["state"]) => {
    state.setFilter({ ...EVERYTHING_OPEN, state: of });
    state.setSort("waiting");
    pick({ do: "tab", tab: "leads" });
    panes.setShut("list", false);
  };
  const chosen = useMemo(() => state.rows.filter(({ id }) => picked.ids.has(id)), [state.rows, picked]);
  useKeys(
    roomKeys({
      state,
      lead: at.lead === null ? null : (live.leads.get(at.lead) ?? null),
      wallPage,
      onMark: markLead,
      onOpen: openLead,
      onDecide: decide,
      onGive: setGiving,
      onSheet: () => setSheet(true),
      onPlay: playing.playPatrol,
      onPane: showPane,
    }),
  );

  return (
    <main
      class={`room pane-${at.pane} ${panes.listShut ? "list-shut" : ""} ${panes.sideShut ? "side-shut" : ""}`}
      style={{ "--list-width": `${panes.list}px`, "--side-width": `${panes.side}px` }}
    >
      <Announce leads={live.leads} unseen={live.unseen} />
      <Lists
        at={at}
        live={live}
        zones={zones}
        now={now}
        onTab={(tab) => pick({ do: "tab", tab })}
        onOfficer={openOfficer}
        onPatrol={({ id, person_id, state: how }) =>
          pick({ do: "patrol", patrol: id, officer: how === "ended" ? null : person_id })
        }
      >
        <Queue
          {...state}
          leads={live.leads}
          officers={live.officers}
          unseen={live.unseen}
          selected={at.lead}
          now={slow}
          onFilter={state.setFilter}
          onSort={state.setSort}
          onDensity={state.setDensity}
          onPick={state.setPicked}
          onSelect={markLead}
          onOpen={openLead}
        />
        {(chosen.length > 0 || many.run) && (
          <ManyBar
            leads={chosen}
            run={many.run}
            onDecide={(decision) => decide(chosen, decision)}
            onGive={() => setGiving(chosen)}
            onStop={many.stop}
            onClear={() => state.setPicked(NOBODY)}
            onClose={many.close}
          />
        )}
      </Lists>
      {whole && (
        <>
          <Splitter
            column="list"
            width={panes.list}
            shut={panes.listShut}
            onWidth={(width) => panes.setWidth("list", width)}
            onShut={(shut) => panes.setShut("list", shut)}
          />
          <MapPane
            begin={begun.current}
            home={home}
            leads={playing.leads ?? onMap}
            narrowed={!playing.on && onMap.length < leads.length}
            unseen={live.unseen}
            officers={playing.officers ?? officers}
            track={playing.tracks ?? playing.own}
            photos={photos}
            selectedLead={at.lead}
            selectedOfficer={over ?? at.officer}
            aim={aim}
            now={playing.now ?? now - (now % 5000)}
            onLead={openLead}
            onOfficer={openOfficer}
            onLook={onLook}
            onAlarm={(id) => {
              const alarm = live.alarms.get(id);
              if (alarm) lookAt(alarm);
            }}
            alarms={marks}
            past={playing.on ? playing.now : null}
            onPlay={playing.on ? undefined : () => playing.playHour(at.officer === null ? undefined : live.officers.get(at.officer))}
            onChoose={() => setChoosing(true)}
          >
            {playing.play && (
              <PlayBar play={playing.play} only={playing.only} onOnly={playing.setOnly} onLive={playing.live} />
            )}
          </MapPane>
          <Splitter
            column="side"
            width={panes.side}
            shut={panes.sideShut}
            onWidth={(width) => panes.setWidth("side", width)}
            onShut={(shut) => panes.setShut("side", shut)}
          />
          <Side
            at={at}
            live={live}
            leads={leads}
            officers={officers}
            callers={callers}
            media={live.media}
            patrol={patrol}
            failure={failure}
            by={me.display_name}
            me={me.id}
            holds={"patrol.hold" in me.permissions}
            evidenceHolds={"evidence.hold" in me.permissions}
            reviews={"evidence.export" in me.permissions}
            now={now}
            onState={listState}
            onChanged={onChanged}
            onShow={showOnMap}
            onPlay={playing.playPatrol}
            onClose={() => pick({ do: "close" })}
          />
        </>
      )}
      <nav class="panes" aria-label={t("command.title")}>
        {PANES.map((pane) => (
          <button
            key={pane}
            type="button"
            aria-current={at.pane === pane ? "page" : undefined}
            onClick={() => pick({ do: "pane", pane })}
          >
            {t(`pane.${pane}`)}
          </button>
        ))}
      </nav>
      <Giving
        leads={live.leads}
        officers={live.officers}
        callers={callers}
        now={now}
        giving={giving}
        onGive={decide}
        onClose={() => setGiving(null)}
      />
      {choosing && <ChoosePlay zones={zones ?? []} onPlay={playing.playWanted} onClose={() => setChoosing(false)} />}
      <DragLayer officers={live.officers} callers={callers} now={now} />
      <KeyHelp open={sheet} onOpen={() => setSheet(true)} onClose={() => setSheet(false)} />
    </main>
  );
}
