/** Setting a PIN and opening with it. Loaded with the screens that ask for one. */

import type { Uuid } from "../api/types";
import { strictly } from "../store/db";
import { changed } from "../store/changes";
import type { Tries } from "../store/records";
import { deviceKey, ITERATIONS, pinKey, randomBytes, unwrap, wrap } from "./keys";
import { changePerson, readPerson, type Raw } from "./people";
import { afterWrong, isOff, noTries, settled } from "./tries";

const opened_at = Date.now();
const counted_from = performance.now();

/** The clock as it stood when the page was opened, and what has passed since: setting it meanwhile changes nothing. */
export function steadyNow(): number {
  return Math.round(opened_at + performance.now() - counted_from);
}

/** `tries` says what to tell: how many are left, how long to wait, or that the PIN is off. */
export type Opened = { raw: Raw } | { tries: Tries };

/** Try a PIN. The try is on the disk before it is made: a browser killed meanwhile does not forget it. */
export async function openByPin(id: Uuid, pin: string, now: number): Promise<Opened> {
  const { allowed, tries } = await countTry(id, now);
  if (!allowed) return { tries };
  const person = await readPerson(id);
  const wrapped = person?.keys.pin;
  if (!wrapped) return { tries };
  try {
    const key = await pinKey(pin, wrapped.salt, wrapped.iterations);
    const raw = await unwrap(wrapped, id, [key, await deviceKey()]);
    await changePerson(id, (known) => ({ ...known, tries: noTries(now) }));
    return { raw };
  } catch {
    return { tries };
  }
}

async function countTry(id: Uuid, now: number): Promise<{ allowed: boolean; tries: Tries }> {
  return strictly(["people"], async (tx) => {
    const person = await tx.objectStore("people").get(id);
    if (!person) return { allowed: false, tries: noTries(now) };
    const before = settled(person.tries, now);
    const allowed = !isOff(before) && before.wait_ms === 0;
    const tries = allowed ? afterWrong(before, now) : before;
    await tx.objectStore("people").put({ ...person, tries });
    return { allowed, tries };
  });
}

/** The wait as it stands now, written down, so that a reload does not begin it anew and a clock set back gains nothing. */
export async function settleWait(id: Uuid, now: number): Promise<Tries | undefined> {
  return (await changePerson(id, (person) => ({ ...person, tries: settled(person.tries, now) })))?.tries;
}

/** From now on the data key opens with this PIN on this device, and no longer without. */
export async function setPin(id: Uuid, raw: Raw, pin: string, now: number): Promise<void> {
  const salt = randomBytes(16);
  const keys = [await pinKey(pin, salt, ITERATIONS), await deviceKey()];
  const wrapped = { ...(await wrap(raw, id, keys)), salt, iterations: ITERATIONS };
  await changePerson(id, (person) => ({
    ...person,
    keys: { ...person.keys, pin: wrapped, device: null },
    decided: true,
    tries: noTries(now),
  }));
  changed("session");
}

/** "Only I use this phone": it opens by itself. */
export async function goWithoutPin(id: Uuid, raw: Raw | null): Promise<void> {
  const device = raw && (await wrap(raw, id, [await deviceKey()]));
  await changePerson(id, (person) => {
    const keys = device ? { ...person.keys, device, pin: null } : person.keys;
    return { ...person, keys, decided: true };
  });
  changed("session");
}
