/** Which fixes belong to the track, what a gap is, and how far one has walked. Pure: the time is a parameter. */

import type { Cause, LastFix } from "../store/records";

/** A reading of the phone. `at`: epoch ms. */
export type Reading = {
  at: number;
  lon: number;
  lat: number;
  accuracy_m: number;
  altitude_m: number | null;
  speed_ms: number | null;
  heading_deg: number | null;
};
export type Verdict =
  { keep: true; cause: Cause } | { keep: false; why: "cached" | "order" | "too_soon" | "before_start" };

/** So long without a fix, and it is a gap even if nobody said why. The server's own figure. */
export const SILENCE_MS = 60_000;
/** So short an interruption of a known kind is none: the screen flickered, the satellites blinked. */
export const BLINK_MS = 15_000;
/** Phones give one a second; more often is noise, and twenty bytes each. */
const SOONEST_MS = 200;
/** Fixes worse than this do not count for the distance. */
const WALKABLE_M = 50;

/** Readings and taps are not timed by the same clock. */
const CLOCKS_DIFFER_MS = 60_000;

/**
 * By how much the patrol's time is ahead of the phone's clock. Whoever puts that back does not take the patrol back with
 * it: its time goes on from the `latest` it has seen. A reading may carry the satellites' time (`readAt`), whatever the
 * phone's clock says (`told`): the one by which the patrol goes was put back only where both lie behind.
 */
export function shiftAfter(shift: number, latest: number, readAt: number, told: number): number {
  const now = Math.max(readAt, told);
  return now + shift < latest - CLOCKS_DIFFER_MS ? latest - now : shift;
}

/** When a reading said it was made, and when it was `told`, by the phone's clock. */
export type Heard = { at: number; told: number };
/** Of two readings in a row: both are of now if as much time lies between them by the one clock as by the other. */
const IN_STEP_MS = 2_000;

/**
 * By how much the phone's clock is ahead of the time its readings carry, which may be the satellites'. One old reading
 * alone may come from the phone's cache; of two that go on with the clock, the clock is wrong.
 */
export function aheadAfter(ahead: number, before: Heard | null, { at, told }: Heard): number {
  const lag = told - at;
  if (lag < CLOCKS_DIFFER_MS) return 0;
  if (!before || Math.abs(lag - ahead) < IN_STEP_MS) return ahead;
  const inStep = at > before.at && Math.abs(at - before.at - (told - before.told)) < IN_STEP_MS;
  return inStep ? lag : ahead;
}

/** Judge a reading. `since`: when the watch began; `cause`: what is known to have kept fixes away. */
export function judge(last: LastFix | null, reading: Reading, since: number, startedAt: number, cause: Cause): Verdict {
  // What is older than the watch comes from the phone's cache: it was somewhere else, some time ago.
  if (reading.at < since) return { keep: false, why: "cached" };
  if (reading.at < startedAt) return { keep: false, why: "before_start" };
  if (last && reading.at <= last.at) return { keep: false, why: "order" };
  if (last && reading.at - last.at < SOONEST_MS) return { keep: false, why: "too_soon" };
  return { keep: true, cause: last ? gapBefore(reading.at - last.at, cause) : "none" };
}

/** So long after the last fix a phone that stands still says so; below what counts as a gap. */
export const HEARTBEAT_MS = 40_000;
/** A reading that is repeated for longer tells of a phone that has no position, rather than of one that stands still. */
const REPEATED_MS = 1_800_000;
/** A phone that was asked and names this place again has not moved. */
const SAME_PLACE_M = 1;

/**
 * The fix of a phone that stands still: asked anew at `told`, it named once more the place of the last fix, although as a
 * reading from before. Null when it is none. Only for a phone that was followed all the while: after the page was hidden
 * the same answer says nothing. Its speed is 0, and what the old reading said of height and heading is left out.
 */
export function heartbeat(last: LastFix | null, reading: Reading, told: number): Reading | null {
  if (!last || told - last.at < HEARTBEAT_MS || reading.at > told || told - reading.at > REPEATED_MS) return null;
  if (metresBetween(last, reading) > SAME_PLACE_M) return null;
  return { ...reading, at: told, altitude_m: null, speed_ms: 0, heading_deg: null };
}

/** Why there was nothing for so long; "none" when that is no gap. */
export function gapBefore(silenceMs: number, cause: Cause): Cause {
  if (cause === "paused" || cause === "app_closed") return cause;
  if (silenceMs < BLINK_MS) return "none";
  if (cause !== "none") return cause;
  return silenceMs >= SILENCE_MS ? "unknown" : "none";
}

const WEIGHT: Record<Cause, number> = {
  none: 0,
  unknown: 1,
  no_fix: 2,
  hidden: 3,
  battery: 4,
  permission: 5,
  paused: 6,
  app_closed: 7,
};

/** Of two reasons at once, the one that explains more. */
export function stronger(a: Cause, b: Cause): Cause {
  return WEIGHT[b] > WEIGHT[a] ? b : a;
}

/** Why the app was gone: a phone that had hardly any battery left has most likely switched itself off. */
export function causeOfAbsence(battery: number | null): Cause {
  return battery !== null && battery <= 3 ? "battery" : "app_closed";
}

/** Metres walked since the anchor, and the new anchor. Standing still adds nothing, however the fixes scatter. */
export function walked(anchor: LastFix | null, fix: LastFix, cause: Cause): { metres: number; anchor: LastFix | null } {
  if (fix.accuracy_m > WALKABLE_M) return { metres: 0, anchor };
  if (!anchor || cause !== "none") return { metres: 0, anchor: fix };
  const metres = metresBetween(anchor, fix);
  return metres < Math.max(5, fix.accuracy_m / 2) ? { metres: 0, anchor } : { metres, anchor: fix };
}

/** Great-circle distance in metres; half a per cent off at most. */
export function metresBetween(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  const rad = Math.PI / 180;
  const half = (degrees: number) => Math.sin((degrees * rad) / 2) ** 2;
  const h = half(b.lat - a.lat) + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * half(b.lon - a.lon);
  return 2 * 6_371_008.8 * Math.asin(Math.min(1, Math.sqrt(h)));
}
