/** The people who have signed in on this device, and the ways to each one's data key. */

import type { Uuid } from "../api/types";
import { changed } from "../store/changes";
import { database, strictly } from "../store/db";
import type { Person } from "../store/records";
import { deviceKey, randomBytes, recoveryKey, unwrap, usable, wrap } from "./keys";

export type Raw = Uint8Array<ArrayBuffer>;
export type Known = Pick<Person, "id" | "name" | "display_name">;

const LOCK_AFTER_MIN = 5;

/** Whoever had the phone last comes first. */
export async function readPeople(): Promise<Person[]> {
  return (await (await database()).getAll("people")).sort((a, b) => b.used_at - a.used_at);
}

export async function readPerson(id: Uuid): Promise<Person | undefined> {
  return (await database()).get("people", id);
}

/** Change what is known of somebody, all at once. Undefined when there is nobody of this id. */
export async function changePerson(id: Uuid, change: (person: Person) => Person): Promise<Person | undefined> {
  const after = await strictly(["people"], async (tx) => {
    const before = await tx.objectStore("people").get(id);
    const made = before && change(before);
    if (made) await tx.objectStore("people").put(made);
    return made;
  });
  changed("people");
  return after;
}

/** A new data key for somebody new, or for somebody whose old one nothing opens any more. */
export async function enrol(known: Known, now: number): Promise<Raw> {
  const raw = randomBytes(32);
  const device = await wrap(raw, known.id, [await deviceKey()]);
  await strictly(["people"], async (tx) => {
    const old = await tx.objectStore("people").get(known.id);
    const former = [...(old?.former ?? []), ...(old?.keys.pin ? [old.keys.pin] : [])];
    await tx.objectStore("people").put({
      lock_after_min: LOCK_AFTER_MIN,
      ...old,
      ...known,
      added_at: old?.added_at ?? now,
      used_at: now,
      keys: { device, pin: null, recovery: null },
      former,
      decided: false,
      tries: { wrong: 0, wait_ms: 0, at: now },
    });
  });
  changed("people");
  return raw;
}

/** Without a word from the person; null when there is a PIN. */
export async function rawByDevice(person: Person): Promise<Raw | null> {
  return person.keys.device && unwrap(person.keys.device, person.id, [await deviceKey()]);
}

/** The key to use, for whoever has no PIN. */
export async function keyByDevice(person: Person | undefined): Promise<CryptoKey | null> {
  const raw = person && (await rawByDevice(person));
  return raw ? usable(raw) : null;
}

/** With what the server gave for the password; null when it opens nothing here. */
export async function rawByRecovery(person: Person, secret: string): Promise<Raw | null> {
  const { recovery } = person.keys;
  if (!recovery) return null;
  const keys = [await recoveryKey(secret, person.id), await deviceKey()];
  return unwrap(recovery, person.id, keys).catch(() => null);
}

/** From now on the password, too, leads to the data key. */
export async function keepRecovery(id: Uuid, raw: Raw, secret: string): Promise<void> {
  const recovery = await wrap(raw, id, [await recoveryKey(secret, id), await deviceKey()]);
  await changePerson(id, (person) => ({ ...person, keys: { ...person.keys, recovery } }));
}

/** After signing out without a PIN: from now on only the password leads to the data key, if it does at all. */
export async function closeDevice(id: Uuid): Promise<void> {
  await changePerson(id, (person) => {
    const device = person.keys.recovery ? null : person.keys.device;
    return { ...person, keys: { ...person.keys, device } };
  });
}
