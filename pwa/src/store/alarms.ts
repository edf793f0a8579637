/** Calls for help on the phone: written down before anything is tried, so that they outlive a killed browser. */

import { newId } from "../api/ids";
import type { Cancellation, NewAlarm, Uuid } from "../api/types";
import { changed } from "./changes";
import { strictly } from "./db";
import { enqueue } from "./ops";

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
