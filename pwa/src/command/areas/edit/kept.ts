/** Changes not yet saved, kept in this browser for the person who made them: nothing drawn is lost with a closed tab. */

import type { Area } from "../../../api/types";
import type { Changes, Zones } from "./draft";
import type { Which } from "./requests";

/** `bases`: what the changed and ended ones were made of. */
export type Kept = Which & Changes & { bases: readonly Area[] };

/** One for each set of areas: who opens another set has not given up what was drawn in the first. */
const key = (person: string, { kind, town, on }: Which) => `${keysOf(person)}${kind}.${town}.${on}`;
const keysOf = (person: string) => `areas.draft.${person}.`;

export function keep(person: string, kept: Kept): void {
  try {
    localStorage.setItem(key(person, kept), JSON.stringify(kept));
  } catch {
    // Too large for this browser: what was kept before stays, and the page still asks before it is closed.
  }
}

export function forget(person: string, which: Which): void {
  localStorage.removeItem(key(person, which));
}

export function keptOf(person: string, which: Which): Kept | null {
  return read(key(person, which));
}

/** Of all sets of areas, the earliest day first. */
export function allKept(person: string): Kept[] {
  const keys = Array.from({ length: localStorage.length }, (_, i) => localStorage.key(i) ?? "");
  const found = keys.filter((one) => one.startsWith(keysOf(person))).flatMap((one) => read(one) ?? []);
  return found.sort((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on)));
}

function read(from: string): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(from) ?? "null") as Kept | null;
  } catch {
    return null;
  }
}

/** The zones with what had been changed of them. */
export function withKept(zones: Zones, { zones: changed, ended }: Kept): Zones {
  const made = new Map(changed.map((zone) => [zone.base ?? zone.key, zone]));
  const stay = zones.filter(({ base }) => !ended.includes(base ?? ""));
  return [...stay.map((zone) => made.get(zone.base ?? "") ?? zone), ...changed.filter(({ base }) => base === null)];
}
