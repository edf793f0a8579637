/** Changes not yet saved, kept in this browser for the person who made them: nothing drawn is lost with a closed tab. */

import type { Area } from "../../../api/types";
import type { Changes, Zones } from "./draft";
import type { Which } from "./requests";

/** `bases`: what the changed and ended ones were made of. */
export type Kept = Which & Changes & { bases: readonly Area[] };

const key = (person: string) => `areas.draft.${person}`;

export function keep(person: string, kept: Kept): void {
  try {
    localStorage.setItem(key(person), JSON.stringify(kept));
  } catch {
    // Too large for this browser: the page still asks before it is closed.
    forget(person);
  }
}

export function forget(person: string): void {
  localStorage.removeItem(key(person));
}

export function keptOf(person: string): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(key(person)) ?? "null") as Kept | null;
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
