/** The command room: lists, live map, detail. Everything on it comes from the live store or is asked for by id. */

import { useEffect, useMemo, useReducer, useState } from "preact/hooks";
import type { Area, Lead, Me } from "../api/types";
import { language, t } from "../i18n";
import type { LonLat } from "../map/geometry";
import { useNow } from "../ui/now";
import { lookAt, useLookedAt } from "./alarms/look";
import { alarmMarks, placeOf } from "./alarms/marks";
import { Announce } from "./announce";
import { Detail } from "./detail";
import { Lists } from "./lists";
import { MapPane, type Aim } from "./map_pane";
import { Overview } from "./overview";
import { PatrolPage } from "./patrol";
import { readAreas } from "./requests";
import { choose, START, type Pane } from "./selection";
import { useStore, type Store } from "./store";
import { usePatrol } from "./use_patrol";

const PANES: readonly Pane[] = ["list", "map", "detail"];

export function Room({ me, store }: { me: Me; store: Store }) {
  const live = useStore(store, (known) => known.live());
  const [at, pick] = useReducer(choose, START);
  const [aim, setAim] = useState<Aim | null>(null);
  const areas = useAreas();
  const home = useMemo(() => ownAreas(areas, me), [areas, me]);
  const now = useNow(1000);
  const leads = useMemo(() => [...live.leads.values()], [live.leads]);
  const officers = useMemo(() => [...live.officers.values()], [live.officers]);
  const lastFix = at.officer === null ? "" : (live.officers.get(at.officer)?.at ?? "");
  const running = at.patrol === null ? undefined : live.patrols.get(at.patrol);
  const { view: patrol, failure } = usePatrol(at.patrol, `${lastFix}|${running?.state ?? "ended"}`);
  const track = useMemo(() => (patrol ? { id: patrol.id, track: patrol.track } : null), [patrol]);

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
    const officer = live.officers.get(alarm.person_id);
    const patrol = officer?.patrol_id ?? alarm.patrol_id;
    if (patrol) pick({ do: "patrol", patrol, officer: alarm.person_id });
    const place = placeOf(alarm, officer);
    if (place) aimAt(place);
    if (place && matchMedia("(max-width: 900px)").matches) pick({ do: "pane", pane: "map" });
  });
  const markLead = (id: string) => {
    pick({ do: "mark", lead: id });
    store.dispatch({ do: "seen", id });
  };
  const showOnMap = (place: LonLat) => {
    aimAt(place);
    pick({ do: "pane", pane: "map" });
  };

  return (
    <main class={`room pane-${at.pane}`}>
      <Announce leads={live.leads} unseen={live.unseen} />
      <Lists
        at={at}
        live={live}
        areas={areas}
        now={now}
        onTab={(tab) => pick({ do: "tab", tab })}
        onMark={markLead}
        onLead={openLead}
        onOfficer={openOfficer}
        onPatrol={({ id, person_id, state }) =>
          pick({ do: "patrol", patrol: id, officer: state === "ended" ? null : person_id })
        }
      />
      <MapPane
        areas={areas}
        home={home}
        leads={leads}
        unseen={live.unseen}
        officers={officers}
        track={track}
        selectedLead={at.lead}
        selectedOfficer={at.officer}
        aim={aim}
        now={now - (now % 5000)}
        onLead={openLead}
        onOfficer={openOfficer}
        onAlarm={(id) => {
          const alarm = live.alarms.get(id);
          if (alarm) lookAt(alarm);
        }}
        alarms={marks}
      />
      <section class="side" aria-label={t("pane.detail")}>
        {at.lead !== null && (
          <Detail
            key={at.lead}
            id={at.lead}
            stamp={leadStamp(live.leads.get(at.lead))}
            media={live.media}
            officers={live.officers}
            by={me.display_name}
            now={now}
            onLead={(lead) => store.dispatch({ do: "lead", lead })}
            onShow={(lead) => showOnMap(lead.place.coordinates)}
            onClose={() => pick({ do: "close" })}
          />
        )}
        {at.patrol !== null && (
          <PatrolPage view={patrol} failure={failure} onShow={showOnMap} onClose={() => pick({ do: "close" })} />
        )}
        {at.lead === null && at.patrol === null && (
          <Overview leads={leads} officers={officers} now={now} onLead={openLead} />
        )}
      </section>
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
    </main>
  );
}

/** What the map opens on: the person's own towns, or everything for those who see everything. */
function ownAreas(areas: readonly Area[], me: Me): readonly Area[] {
  const codes = new Set(me.towns.map(({ code }) => code));
  const own = areas.filter(({ kind, code }) => kind === "town" && codes.has(code));
  return me.all_towns || own.length === 0 ? areas : own;
}

/** Anything that makes the detail worth reading again. */
function leadStamp(lead: Lead | undefined): string {
  return lead ? `${lead.revision}|${lead.media_received}|${lead.cursor}` : "";
}

function useAreas(): readonly Area[] {
  const [areas, setAreas] = useState<readonly Area[]>([]);
  useEffect(() => {
    const abort = new AbortController();
    // Without areas the map is bare and the lists still work: the live line says when the network is gone.
    readAreas(abort.signal).then(setAreas, () => undefined);
    return () => abort.abort();
  }, []);
  return areas;
}
