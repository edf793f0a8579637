/** The wall's figures. Pure: what is known, and the time. */

import type { Alarm, Lead, LeadState, LonLat, Officer } from "../../api/types";
import { boxOf, type Box } from "../../map/geometry";
import { standing, type Freshness } from "../../map/marks";
import { exactTime } from "../../ui/format";

/** States a lead waits in, in the order it goes through them. */
export const WAITING: readonly LeadState[] = ["reported", "accepted", "assigned", "handled"];
export const FRESHNESS: readonly Freshness[] = ["fresh", "late", "stale", "paused", "none"];

export function countBy<T, K extends string>(things: Iterable<T>, keys: readonly K[], key: (thing: T) => K): Record<K, number> {
  const counts = Object.fromEntries(keys.map((each) => [each, 0])) as Record<K, number>;
  for (const thing of things) {
    const one = key(thing);
    if (one in counts) counts[one]++;
  }
  return counts;
}

export const leadsByState = (leads: Iterable<Lead>) => countBy(leads, WAITING, ({ state }) => state);
export const officersByStanding = (officers: Iterable<Officer>, now: number) =>
  countBy(officers, FRESHNESS, (officer) => standing(officer, now));

export type Today = { reported: number; decided: number; handled: number; byHour: readonly number[] };

/**
 * Leads received today by the calendar in Zhuji. Decided: no longer waiting for the duty room, rejected ones too.
 * Handled: dealt with in the field, whether the reporter has been told yet or not.
 */
export function today(leads: Iterable<Lead>, now: number): Today {
  const day = exactTime(now).slice(0, 10);
  const byHour = Array.from({ length: 24 }, () => 0);
  let [reported, decided, handled] = [0, 0, 0];
  for (const { received_at, state } of leads) {
    const at = exactTime(Date.parse(received_at));
    if (at.slice(0, 10) !== day) continue;
    reported++;
    if (state !== "reported") decided++;
    if (state === "handled" || state === "closed") handled++;
    byHour[Number(at.slice(11, 13))]!++;
  }
  return { reported, decided, handled, byHour };
}

const MINUTE = 60_000;
/** Ages up to here, in minutes; the last band has no end. */
export const BANDS = [15, 60, 240, 1440, Infinity] as const;

/** How many undecided leads are how old, youngest band first. */
export function ageing(leads: Iterable<Lead>, now: number): number[] {
  const counts = BANDS.map(() => 0);
  for (const { state, received_at } of leads) {
    if (state !== "reported") continue;
    const minutes = (now - Date.parse(received_at)) / MINUTE;
    counts[BANDS.findIndex((end) => minutes < end)]!++;
  }
  return counts;
}

/** The undecided leads that have waited longest, oldest first. */
export function longestWaiting(leads: Iterable<Lead>, most: number): Lead[] {
  return [...leads]
    .filter(({ state }) => state === "reported")
    .sort((a, b) => Date.parse(a.received_at) - Date.parse(b.received_at))
    .slice(0, most);
}

/** What the map should show: a call for help alone; else everybody on duty and what waits. */
export function worthSeeing(
  alarms: Iterable<Alarm>,
  officers: ReadonlyMap<string, Officer>,
  leads: Iterable<Lead>,
): LonLat[] {
  const calls = [...alarms].filter(({ kind, state }) => kind === "sos" && state !== "closed");
  const places = calls.flatMap(({ person_id, place }) => officers.get(person_id ?? "")?.place ?? place?.coordinates ?? []);
  if (places.length > 0) return pairs(places);
  const out = [...officers.values()].flatMap(({ place }) => place ?? []);
  const waiting = [...leads].filter(({ state }) => state === "reported").flatMap(({ place }) => place.coordinates);
  return pairs([...out, ...waiting]);
}

function pairs(numbers: readonly number[]): LonLat[] {
  return Array.from({ length: Math.floor(numbers.length / 2) }, (_, i): LonLat => [numbers[2 * i]!, numbers[2 * i + 1]!]);
}

/** Degrees around all places, so that a single officer is not looked at through a microscope. */
const MARGIN = 0.006;

/**
 * The box to move to; null to stay. The map moves only when something has left the frame or the frame has become far
 * too large: people look at it all day.
 */
export function nextFrame(frame: Box | null, places: readonly LonLat[]): Box | null {
  const box = boxOf(places);
  if (!box) return null;
  const wanted = {
    west: box.west - MARGIN,
    south: box.south - MARGIN,
    east: box.east + MARGIN,
    north: box.north + MARGIN,
  };
  if (!frame) return wanted;
  const left = box.west < frame.west || box.east > frame.east || box.south < frame.south || box.north > frame.north;
  const loose = areaOf(wanted) < areaOf(frame) * 0.4;
  return left || loose ? wanted : null;
}

function areaOf({ west, south, east, north }: Box): number {
  return (east - west) * (north - south);
}

/** Dark from seven in the evening to half past six in the morning. */
export function isNight(now: number): boolean {
  const time = exactTime(now).slice(11, 16);
  return time >= "19:00" || time < "06:30";
}

const STEP_MS = 120_000;
const RADIUS_PX = 6;

/** Where everything stands by a few pixels, another place every two minutes: nothing burns into the screen. */
export function shift(now: number): { x: number; y: number } {
  const angle = (Math.floor(now / STEP_MS) % 8) * (Math.PI / 4);
  return { x: Math.round(RADIUS_PX * Math.cos(angle)), y: Math.round(RADIUS_PX * Math.sin(angle)) };
}
