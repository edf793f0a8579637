/** What the command room knows, as a pure function of the snapshot and the frames that followed it. */

import type { Alarm, Lead, Media, Officer, Patrol } from "../api/types";
import type { Cursor, Frame, Snapshot } from "./frames";
import { fixOf, indexOf, timeOf, type Fix, type Name, type PlacesFrame } from "./places";

export type Live = {
  /** Everything up to here is in; null before the first snapshot. */
  cursor: Cursor | null;
  /** Number of the last frame of this connection; 0 right after it opened. */
  seq: number;
  officers: ReadonlyMap<string, Officer>;
  /** Whom the indexes in this connection's frames of places stand for. */
  names: ReadonlyMap<number, Name>;
  leads: ReadonlyMap<string, Lead>;
  patrols: ReadonlyMap<string, Patrol>;
  /** Newest state of each medium that changed since the snapshot. */
  media: ReadonlyMap<string, Media>;
  /** Leads that arrived while the screen was open and have not been looked at. */
  unseen: ReadonlySet<string>;
  /** Open ones, and those that were closed while the screen was open. */
  alarms: ReadonlyMap<string, Alarm>;
};

export type Action =
  | { do: "snapshot"; snapshot: Snapshot }
  | { do: "opened" }
  | { do: "frames"; frames: readonly Frame[] }
  | { do: "lead"; lead: Lead }
  | { do: "alarm"; alarm: Alarm }
  | { do: "seen"; id: string };

/** What the connection has to do after a batch of frames. */
export type Verdict = "carry_on" | "reconnect" | "snapshot";

export const NOTHING: Live = {
  cursor: null,
  seq: 0,
  officers: new Map(),
  names: new Map(),
  leads: new Map(),
  patrols: new Map(),
  media: new Map(),
  unseen: new Set(),
  alarms: new Map(),
};

export function reduce(live: Live, action: Action): Live {
  switch (action.do) {
    case "snapshot":
      return fromSnapshot(live, action.snapshot);
    case "opened":
      return { ...live, seq: 0, names: new Map() };
    case "frames":
      return withFrames(live, action.frames);
    case "lead":
      return withLead(live, action.lead);
    case "alarm":
      return withAlarm(live, action.alarm);
    case "seen": {
      if (!live.unseen.has(action.id)) return live;
      const unseen = new Set(live.unseen);
      unseen.delete(action.id);
      return { ...live, unseen };
    }
  }
}

/** Judge frames before they are reduced: a hole in their numbers means something was missed on the way. */
export function judge(seq: number, frames: readonly Frame[]): Verdict {
  let last = seq;
  for (const frame of frames) {
    if (frame.seq <= last) continue;
    if (frame.seq > last + 1) return "reconnect";
    if (frame.type === "reset") return "snapshot";
    last = frame.seq;
  }
  return "carry_on";
}

function byId<T>(items: readonly T[], id: (item: T) => string): Map<string, T> {
  return new Map(items.map((item) => [id(item), item]));
}

/** Leads that a later snapshot brings and nobody has seen count as new, too: they came while the line was down. */
function fromSnapshot(live: Live, snapshot: Snapshot): Live {
  const arrived = live.cursor === null ? [] : snapshot.leads.filter((lead) => !live.leads.has(lead.id));
  const present = new Set(snapshot.leads.map((lead) => lead.id));
  return {
    cursor: snapshot.cursor,
    seq: 0,
    officers: byId(snapshot.officers, (officer) => officer.person_id),
    names: new Map(),
    leads: byId(snapshot.leads, (lead) => lead.id),
    patrols: byId(snapshot.patrols, (patrol) => patrol.id),
    media: new Map(),
    unseen: new Set([...[...live.unseen].filter((id) => present.has(id)), ...arrived.map((lead) => lead.id)]),
    alarms: byId(snapshot.alarms, (alarm) => alarm.id),
  };
}

type Draft = {
  cursor: Cursor | null;
  seq: number;
  officers: Map<string, Officer>;
  names: Map<number, Name>;
  leads: Map<string, Lead>;
  patrols: Map<string, Patrol>;
  media: Map<string, Media>;
  unseen: Set<string>;
  alarms: Map<string, Alarm>;
};

/**
 * One copy per batch, however many frames it has, and only of what they are about: positions must not have every
 * lead drawn again.
 */
function withFrames(live: Live, frames: readonly Frame[]): Live {
  const draft = draftFor(live, frames);
  for (const frame of frames) {
    if (frame.seq <= draft.seq) continue;
    if (frame.seq > draft.seq + 1 || frame.type === "reset") break;
    apply(draft, frame);
    draft.seq = frame.seq;
    draft.cursor = frame.cursor;
  }
  return draft;
}

function draftFor(live: Live, frames: readonly Frame[]): Draft {
  const about = new Set(frames.map(({ type }) => type));
  const copied = <K, V>(map: ReadonlyMap<K, V>, changes: boolean) => (changes ? new Map(map) : (map as Map<K, V>));
  return {
    cursor: live.cursor,
    seq: live.seq,
    officers: copied(live.officers, about.has("places") || about.has("patrol")),
    names: copied(live.names, frames.some((frame) => frame.type === "places" && frame.names.length > 0)),
    leads: copied(live.leads, about.has("lead")),
    patrols: copied(live.patrols, about.has("patrol")),
    media: copied(live.media, about.has("media")),
    unseen: about.has("lead") ? new Set(live.unseen) : (live.unseen as Set<string>),
    alarms: copied(live.alarms, about.has("alarm")),
  };
}

function apply(draft: Draft, frame: Frame): void {
  switch (frame.type) {
    case "places":
      return applyPlaces(draft, frame);
    case "lead":
      return applyLead(draft, frame.lead);
    case "media":
      draft.media.set(frame.media.id, frame.media);
      return;
    case "patrol":
      return applyPatrol(draft, frame.patrol);
    case "alarm":
      return applyAlarm(draft.alarms, frame.alarm);
  }
}

function applyPlaces(draft: Draft, { names, places }: PlacesFrame): void {
  for (const name of names) draft.names.set(name.index, name);
  for (let n = 0; n < places.count; n++) {
    const name = draft.names.get(indexOf(places, n));
    const officer = name && onPatrol(draft, name);
    // A snapshot that was taken after it may know better.
    if (!officer || (officer.at !== null && timeOf(places, n) < Date.parse(officer.at))) continue;
    draft.officers.set(officer.person_id, moved(officer, fixOf(places, n)));
  }
}

/** Written out: of ten thousand a second, a spread costs several times as much. */
function moved(officer: Officer, fix: Fix): Officer {
  return {
    person_id: officer.person_id,
    person_name: officer.person_name,
    squad: officer.squad,
    patrol_id: officer.patrol_id,
    patrol_state: officer.patrol_state,
    town_code: officer.town_code,
    place: fix.place,
    at: fix.at,
    accuracy_m: fix.accuracy_m,
    speed_ms: fix.speed_ms,
    heading_deg: fix.heading_deg,
    battery: fix.battery,
  };
}

/** The officer on the patrol whose place is told: another patrol than the one known of them begins without a fix. */
function onPatrol(draft: Draft, { person, patrol }: Name): Officer | undefined {
  const officer = draft.officers.get(person);
  if (officer?.patrol_id === patrol) return officer;
  const other = draft.patrols.get(patrol);
  if (other) return withoutFix(other);
  return officer && { ...officer, patrol_id: patrol, at: null };
}

function applyLead(draft: Draft, lead: Lead): void {
  const known = draft.leads.get(lead.id);
  if (known && known.revision > lead.revision) return;
  if (!known) draft.unseen.add(lead.id);
  draft.leads.set(lead.id, lead);
}

function applyPatrol(draft: Draft, patrol: Patrol): void {
  const officer = draft.officers.get(patrol.person_id);
  if (patrol.state === "ended") {
    draft.patrols.delete(patrol.id);
    if (officer?.patrol_id === patrol.id) draft.officers.delete(patrol.person_id);
    return;
  }
  draft.patrols.set(patrol.id, patrol);
  if (officer?.patrol_id === patrol.id) {
    draft.officers.set(patrol.person_id, { ...officer, patrol_state: dutyState(patrol) });
  } else if (!officer || startedAfter(patrol, draft.patrols.get(officer.patrol_id))) {
    draft.officers.set(patrol.person_id, withoutFix(patrol));
  }
}

function startedAfter(patrol: Patrol, other: Patrol | undefined): boolean {
  return !other || Date.parse(patrol.started_at) > Date.parse(other.started_at);
}

function dutyState(patrol: Patrol): Officer["patrol_state"] {
  return patrol.state === "paused" ? "paused" : "running";
}

/** An officer who has started and not yet sent a place is on duty all the same. */
function withoutFix(patrol: Patrol): Officer {
  return {
    person_id: patrol.person_id,
    person_name: patrol.person_name,
    squad: patrol.squad,
    patrol_id: patrol.id,
    patrol_state: dutyState(patrol),
    place: null,
    at: null,
    accuracy_m: null,
    speed_ms: null,
    heading_deg: null,
    battery: null,
    town_code: patrol.town_code,
  };
}

/** The answer to a decision made here; the frame that tells everyone follows and changes nothing. */
function withLead(live: Live, lead: Lead): Live {
  const known = live.leads.get(lead.id);
  if (known && known.revision > lead.revision) return live;
  return { ...live, leads: new Map(live.leads).set(lead.id, lead) };
}

/** What was overtaken on the way changes nothing. */
function applyAlarm(alarms: Map<string, Alarm>, alarm: Alarm): void {
  const known = alarms.get(alarm.id);
  if (!known || known.revision <= alarm.revision) alarms.set(alarm.id, alarm);
}

function withAlarm(live: Live, alarm: Alarm): Live {
  const alarms = new Map(live.alarms);
  applyAlarm(alarms, alarm);
  return { ...live, alarms };
}
