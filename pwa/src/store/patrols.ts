/** Patrols on the phone: what the officer did, and the fixes, row by row. */

import { newId } from "../api/ids";
import type { NewPatrol, NewPatrolEvent, PatrolEventKind, Uuid } from "../api/types";
import { walked, type Reading } from "../track/filter";
import { joined, packFix } from "../track/pack";
import { changed } from "./changes";
import { loosely, strictly } from "./db";
import { enqueue } from "./ops";
import { openable, readable } from "./readable";
import type { Cause, LocalPatrol, TrackRow } from "./records";

/** Points per row: 50 cost a quarter of what single ones do. */
export const ROW_POINTS = 50;

export type Start = {
  squad: string;
  second?: NonNullable<LocalPatrol["second"]>;
  duty_zone_id: Uuid | null;
  duty_zone_name: string | null;
  vehicle: string | null;
};

export async function startPatrol(person: Uuid, start: Start, now: number): Promise<LocalPatrol> {
  const { squad, second, duty_zone_id, vehicle } = start;
  const patrol: LocalPatrol = {
    id: newId(now),
    person_id: person,
    ...start,
    state: "running",
    started_at: now,
    ended_at: null,
    paused_at: null,
    paused_ms: 0,
    next_seq: 0,
    distance_m: 0,
    anchor: null,
    last: null,
    gaps: [],
    cause: "none",
    battery: null,
  };
  const along = second && { second_officer_id: second.id };
  const body: NewPatrol = { squad, ...along, duty_zone_id, vehicle, started_at: new Date(now).toISOString() };
  await strictly(["patrols", "ops", "bodies"], async (tx) => {
    await tx.objectStore("patrols").add(patrol);
    const { id } = patrol;
    await enqueue(tx, { id, kind: "patrol", entity: id, person_id: person, path: `/patrols/${id}` }, body, now);
  });
  changed("patrols", "ops", "outbox");
  return patrol;
}

/** Pause, resume or end. Does nothing when the patrol is not in a state for it. */
export async function movePatrol(id: Uuid, kind: PatrolEventKind, now: number): Promise<LocalPatrol | undefined> {
  const moved = await strictly(["patrols", "ops", "bodies"], async (tx) => {
    const patrol = await tx.objectStore("patrols").get(id);
    const at = patrol ? timeOf(patrol, now) : now;
    const after = patrol && afterEvent(patrol, kind, at);
    if (!patrol || !after) return patrol;
    const event = newId(now);
    const body: NewPatrolEvent = { kind, at: new Date(at).toISOString(), reason: null };
    await tx.objectStore("patrols").put(after);
    const path = `/patrols/${id}/events/${event}`;
    const op = { id: event, kind: "patrol_event", entity: id, needs: id, person_id: patrol.person_id, path } as const;
    await enqueue(tx, op, body, now);
    return after;
  });
  changed("patrols", "ops", "outbox");
  return moved;
}

/** What time it is for a patrol: it never goes back, whatever the phone's clock does. Pure. */
export function timeOf({ started_at, paused_at, last }: LocalPatrol, now: number): number {
  return Math.max(now, started_at, paused_at ?? 0, last?.at ?? 0);
}

/** The patrol after an event; null when the event means nothing in its state. Pure. */
export function afterEvent(patrol: LocalPatrol, kind: PatrolEventKind, now: number): LocalPatrol | null {
  const paused = patrol.paused_at === null ? 0 : Math.max(0, now - patrol.paused_at);
  switch (kind) {
    case "pause":
      return patrol.state === "running" ? { ...patrol, state: "paused", paused_at: now, cause: "paused" } : null;
    case "resume":
      if (patrol.state !== "paused") return null;
      return { ...patrol, state: "running", paused_at: null, paused_ms: patrol.paused_ms + paused, cause: "paused" };
    case "end":
      if (patrol.state === "ended") return null;
      return { ...patrol, state: "ended", ended_at: now, paused_at: null, paused_ms: patrol.paused_ms + paused };
  }
}

/** The patrol of a person that has not ended; the newest, should there be two. */
export async function activePatrol(person: Uuid): Promise<LocalPatrol | undefined> {
  const open = (await readable("patrols")).filter((patrol) => patrol.person_id === person && patrol.state !== "ended");
  return open.sort((a, b) => b.started_at - a.started_at)[0];
}

export async function readPatrols(person: Uuid): Promise<LocalPatrol[]> {
  const own = (await readable("patrols")).filter((patrol) => patrol.person_id === person);
  return own.sort((a, b) => b.started_at - a.started_at);
}

/** Remember why there may be no fixes now, until the next one comes. */
export async function noteCause(id: Uuid, cause: Cause): Promise<void> {
  await loosely(["patrols"], async (tx) => {
    const patrol = await tx.objectStore("patrols").get(id);
    if (patrol && patrol.cause !== cause) await tx.objectStore("patrols").put({ ...patrol, cause });
  });
}

export type Power = { level: number | null; charging: boolean };

/** Add a fix to the track. False when the patrol has been paused or ended in the meantime: then nothing is kept. */
export async function appendFix(id: Uuid, reading: Reading, cause: Cause, power: Power): Promise<boolean> {
  const kept = await loosely(["patrols", "rows"], async (tx) => {
    const patrol = await tx.objectStore("patrols").get(id);
    if (patrol?.state !== "running") return false;
    const battery = power.level;
    const record = packFix({ ...reading, cause, charging: power.charging, battery }, patrol.started_at);
    const rows = tx.objectStore("rows");
    const open = (
      await rows.getAll(IDBKeyRange.bound([id, patrol.next_seq - ROW_POINTS + 1], [id, patrol.next_seq]))
    ).at(-1);
    await rows.put(withRecord(open, id, patrol.next_seq, record));
    await tx.objectStore("patrols").put(afterFix(patrol, reading, cause, battery));
    return true;
  });
  if (kept) changed("tracks");
  return kept;
}

function withRecord(open: TrackRow | undefined, id: Uuid, seq: number, record: Uint8Array<ArrayBuffer>): TrackRow {
  // Only the row that ends right here may grow: a hole in the numbers must never be filled by accident.
  const grows = open && open.first_seq + open.count === seq && open.count < ROW_POINTS;
  if (!grows) return { patrol_id: id, first_seq: seq, count: 1, bytes: record.buffer };
  return { ...open, count: open.count + 1, bytes: joined([open.bytes, record]) };
}

/** The patrol after one more fix. Pure. */
export function afterFix(patrol: LocalPatrol, reading: Reading, cause: Cause, battery: number | null): LocalPatrol {
  const { at, lon, lat, accuracy_m } = reading;
  const last = { at, lon, lat, accuracy_m };
  const { metres, anchor } = walked(patrol.anchor, last, cause);
  const gaps =
    cause === "none" || !patrol.last ? patrol.gaps : [...patrol.gaps, { from: patrol.last.at, to: at, cause }];
  const next_seq = patrol.next_seq + 1;
  return { ...patrol, next_seq, distance_m: patrol.distance_m + metres, anchor, last, gaps, cause: "none", battery };
}

export async function readLocalPatrol(id: Uuid): Promise<LocalPatrol | undefined> {
  return openable("patrols", id);
}
