/** Single things the app remembers: who is signed in, the reference data, this device's id. */

import { newId } from "../api/ids";
import type { Me, Reference, Uuid } from "../api/types";
import { changed } from "./changes";
import { database, loosely, strictly } from "./db";

export type StoredReference = { etag: string | null; person_id: Uuid; fetched_at: number; reference: Reference };

/** The person as of the last sign-in or look-up; undefined when nobody is signed in. */
export async function readMe(): Promise<Me | undefined> {
  return (await database()).get("keyed", "me") as Promise<Me | undefined>;
}

export async function writeMe(me: Me | null): Promise<void> {
  await strictly(["keyed"], async (tx) => {
    if (me) await tx.objectStore("keyed").put(me, "me");
    else await tx.objectStore("keyed").delete("me");
  });
  changed("session");
}

export async function readReference(): Promise<StoredReference | undefined> {
  return (await database()).get("keyed", "reference") as Promise<StoredReference | undefined>;
}

export async function writeReference(stored: StoredReference): Promise<void> {
  await strictly(["keyed"], (tx) => tx.objectStore("keyed").put(stored, "reference"));
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
