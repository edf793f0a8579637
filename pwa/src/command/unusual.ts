/** What is unusual about giving a lead to somebody, so that it is said before it is done. Pure. */

import type { Alarm, Officer } from "../api/types";
import { distanceM, type LonLat } from "../map/geometry";
import { standing } from "../map/marks";

export type Unusual = { word: "sos" | "off_duty" | "far" | "stale" | "paused"; m: number | null };

/** Beyond this somebody else is probably nearer. */
export const FAR_M = 5000;

/** Who has called for help and has not called it off, nor has anybody closed it. */
export function callersOf(alarms: ReadonlyMap<string, Alarm>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { kind, state, person_id } of alarms.values()) {
    if (kind === "sos" && person_id !== null && (state === "raised" || state === "seen")) found.add(person_id);
  }
  return found;
}

/** Whatever a list with distances does not make plain enough: they need help themselves, or are not at work. */
export function grave(id: string, officer: Officer | null, callers: ReadonlySet<string>): Unusual | null {
  if (callers.has(id)) return { word: "sos", m: null };
  return officer ? null : { word: "off_duty", m: null };
}

/** Why somebody should be asked before a drop counts; null when nothing is unusual. */
export function unusual(place: LonLat, officer: Officer, callers: ReadonlySet<string>, now: number): Unusual | null {
  const first = grave(officer.person_id, officer, callers);
  if (first) return first;
  const m = officer.place ? distanceM(officer.place, place) : null;
  const how = standing(officer, now);
  if (how === "paused") return { word: "paused", m };
  if (how === "stale" || how === "none" || m === null) return { word: "stale", m };
  return m > FAR_M ? { word: "far", m } : null;
}
