/** Single things the app remembers: who is signed in, the reference data, this device's id. */

import { newId } from "../api/ids";
import type { Me, Reference, Uuid } from "../api/types";
import { changed } from "./changes";
import { database, loosely, SEALED, strictly } from "./db";
import { oncePerTurn } from "./once";
import { openable } from "./readable";
import { vault } from "./vault";

export type StoredReference = { etag: string | null; person_id: Uuid; fetched_at: number; reference: Reference };

/** The person as of the last sign-in or look-up; undefined while nobody has unlocked the phone. */
export async function readMe(): Promise<Me | undefined> {
  return ownThing<Me>("me");
}

export async function writeMe(me: Me): Promise<void> {
  await strictly(["own"], (tx) => tx.objectStore("own").put(me, [me.id, "me"]));
  changed("session");
}

async function ownThing<T>(name: string): Promise<T | undefined> {
  const person = vault()?.person;
  return person === undefined ? undefined : ((await openable("own", [person, name])) as T | undefined);
}

/** Whether nothing lies here in clear any more, as an earlier version of the app kept it. */
export async function isMigrated(): Promise<boolean> {
  return (await (await database()).get("keyed", SEALED)) === true;
}

/** Whose turn it is on this phone. `covered`: locked, while a patrol of theirs goes on being recorded. */
export type Turn = { person: Uuid; covered: boolean };

/** Null while the phone is locked. */
export async function readTurn(): Promise<Turn | null> {
  return ((await (await database()).get("keyed", "current")) as Turn | undefined) ?? null;
}

export async function writeTurn(turn: Turn | null): Promise<void> {
  await strictly(["keyed"], (tx) => tx.objectStore("keyed").put(turn, "current"));
  changed("session");
}

/** With the outlines of every zone it is large: not opened once for every part of a screen. */
export function readReference(): Promise<StoredReference | undefined> {
  return oncePerTurn("reference", () => ownThing<StoredReference>("reference"));
}

export async function writeReference(stored: StoredReference): Promise<void> {
  await strictly(["own"], (tx) => tx.objectStore("own").put(stored, [stored.person_id, "reference"]));
  changed("reference");
}

/** This browser's id; made once, lost with the browser's data. */
export async function deviceId(): Promise<Uuid> {
  return strictly(["keyed"], async (tx) => {
    const known = (await tx.objectStore("keyed").get("device_id")) as Uuid | undefined;
    if (known) return known;
    const made = newId();
    await tx.objectStore("keyed").put(made, "device_id");
    return made;
  });
}

/** When the server last took something, epoch ms. */
export async function readLastSuccess(): Promise<number | null> {
  return ((await (await database()).get("keyed", "last_success")) as number | undefined) ?? null;
}

export async function writeLastSuccess(at: number): Promise<void> {
  await loosely(["keyed"], (tx) => tx.objectStore("keyed").put(at, "last_success"));
}
