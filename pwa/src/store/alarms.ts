/** Calls for help on the phone: written down before anything is tried, so that they outlive a killed browser. */

import { newId } from "../api/ids";
import type { Alarm, Cancellation, NewAlarm, Uuid } from "../api/types";
import { changed } from "./changes";
import { strictly } from "./db";
import { enqueue } from "./ops";
import { openable } from "./readable";

/** Raise an alarm; its id. */
export async function raiseAlarm(person: Uuid, alarm: NewAlarm, now: number): Promise<Uuid> {
  const id = newId(now);
  await strictly(["ops", "bodies"], (tx) =>
    enqueue(tx, { id, kind: "alarm", entity: id, person_id: person, path: `/alarms/${id}` }, alarm, now),
  );
  changed("ops", "outbox");
  return id;
}

/** Call an alarm off. It goes after the alarm itself, which the room is told of all the same. */
export async function cancelAlarm(person: Uuid, alarm: Uuid, reason: string, now: number): Promise<void> {
  const body: Cancellation = { at: new Date(now).toISOString(), reason };
  const op = { id: newId(now), kind: "alarm" as const, entity: alarm, person_id: person };
  await strictly(["ops", "bodies"], (tx) =>
    enqueue(tx, { ...op, path: `/alarms/${alarm}/cancellation` }, body, now),
  );
  changed("ops", "outbox");
}

/** So many are kept: the last ones are all that a screen tells of. */
const KEPT = 5;

/**
 * Keep what the server told of a person's own alarms, so that one that was closed stays closed without a network. What
 * is known of a later revision is not overwritten by an answer that was overtaken.
 */
export async function keepAlarms(person: Uuid, told: readonly Alarm[]): Promise<void> {
  const known = await readAlarms(person);
  const kept = newestAlarms(known, told);
  if (JSON.stringify(kept) === JSON.stringify(known)) return;
  await strictly(["own"], (tx) => tx.objectStore("own").put(kept, [person, "alarms"]));
  changed("alarms");
}

/** As the server last told it; empty when it never did. */
export async function readAlarms(person: Uuid): Promise<Alarm[]> {
  return ((await openable("own", [person, "alarms"])) as Alarm[] | undefined) ?? [];
}

/** Each alarm in its latest revision, the newest first. Ids sort by the time they were made. */
export function newestAlarms(known: readonly Alarm[], told: readonly Alarm[]): Alarm[] {
  const by = new Map<Uuid, Alarm>();
  for (const alarm of [...known, ...told]) {
    const before = by.get(alarm.id);
    if (!before || alarm.revision >= before.revision) by.set(alarm.id, alarm);
  }
  return [...by.values()].sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, KEPT);
}
