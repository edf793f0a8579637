/** Who was where at a moment of a stretch of time. Pure: tracks in, places and lines out; a gap stays a gap. */

import type { Gap, GapReason, Lead, Officer, Patrol, Replay, ReplayPhoto, Track, Walked } from "../../api/types";
import type { LonLat } from "../../map/geometry";

export type Trail = { patrol: Patrol; track: Track };
export type Standing = { place: LonLat; at: number; gap: Gap | null };
export type Span = { from: number; to: number };

export const HOUR_MS = 3_600_000;
export const SPEEDS = [1, 5, 10, 30, 60, 120, 300, 600] as const;
/** So many vertices of a track are drawn at most; the moving mark stands on every fix all the same. */
const DRAWN = 3000;

/** What a replay is read into. */
export type Reel = { trails: Trail[]; leads: Lead[]; photos: ReplayPhoto[] };

export function reelOf({ patrols, leads, photos }: Replay): Reel {
  const trails = patrols.map(({ patrol, parts, gaps }) => ({
    patrol,
    track: { parts: parts.map((part) => ({ coordinates: fixesOf(part) })), gaps, dropped: [] },
  }));
  return { trails, leads, photos };
}

function fixesOf({ dt, lon, lat }: Walked): [number, number, number][] {
  let [x, y, at] = [0, 0, 0];
  return dt.map((step, n) => {
    x += lon[n] ?? 0;
    y += lat[n] ?? 0;
    at += step;
    return [x / 1e6, y / 1e6, at];
  });
}

/** What had been made by `ms`, oldest first; of one person or of everybody ("") . */
export function madeBy<T extends { captured_at: string }>(made: readonly T[], ms: number, mine: (one: T) => boolean): T[] {
  return made.filter((one) => Date.parse(one.captured_at) <= ms && mine(one));
}

/** How fast something of this length is usually watched. */
export function usualSpeed({ from, to }: Span): number {
  const wanted = (to - from) / 120_000;
  return SPEEDS.find((speed) => speed >= wanted) ?? 600;
}

/** Where somebody was at `ms`: on the way between two fixes, or where they were last seen before a gap. */
export function standingAt({ track }: Trail, ms: number): Standing | null {
  for (const gap of track.gaps) {
    const [from, to] = [Date.parse(gap.from_at), Date.parse(gap.to_at)];
    if (ms > from && ms < to) return { place: gap.from_place, at: from, gap };
  }
  let last: [number, number, number] | null = null;
  for (const { coordinates } of track.parts) {
    const first = coordinates[0];
    if (!first || first[2] > ms) break;
    const n = lastBefore(coordinates, ms);
    const [a, b] = [coordinates[n], coordinates[n + 1]];
    if (a && b) return { place: between(a, b, ms), at: ms, gap: null };
    last = a ?? last;
  }
  return last && { place: [last[0], last[1]], at: last[2], gap: null };
}

/** The index of the last fix at or before `ms`; the fixes are in order. */
function lastBefore(fixes: readonly (readonly [number, number, number])[], ms: number): number {
  let [low, high] = [0, fixes.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((fixes[middle]?.[2] ?? Infinity) <= ms) low = middle;
    else high = middle - 1;
  }
  return low;
}

function between(a: readonly [number, number, number], b: readonly [number, number, number], ms: number): LonLat {
  const share = b[2] > a[2] ? Math.min(1, Math.max(0, (ms - a[2]) / (b[2] - a[2]))) : 1;
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
}

/** What of a track lies within the span: for the map, which draws it as it draws every track. */
export function within({ parts, gaps }: Track, { from, to }: Span): Track {
  return {
    parts: parts.flatMap(({ coordinates }) => {
      const every = Math.ceil(coordinates.length / DRAWN);
      const kept = coordinates.filter(
        ([, , at], n) => at >= from && at <= to && (n % every === 0 || (coordinates[n + 1]?.[2] ?? Infinity) > to),
      );
      return kept.length > 0 ? [{ coordinates: kept }] : [];
    }),
    gaps: gaps.filter((gap) => Date.parse(gap.from_at) >= from && Date.parse(gap.to_at) <= to),
    dropped: [],
  };
}

/** Everybody as they were at `ms`, in the shape of those who are out now. Nobody before their first fix. */
export function officersAt(trails: readonly Trail[], ms: number): Officer[] {
  return trails.flatMap((trail) => {
    const standing = standingAt(trail, ms);
    const { patrol } = trail;
    const over = patrol.ended_at !== null && Date.parse(patrol.ended_at) < ms;
    if (!standing || over) return [];
    return [
      {
        person_id: patrol.person_id,
        person_name: patrol.person_name,
        squad: patrol.squad,
        patrol_id: patrol.id,
        patrol_state: standing.gap?.reason === "paused" ? ("paused" as const) : ("running" as const),
        place: standing.place,
        at: new Date(standing.at).toISOString(),
        accuracy_m: null,
        speed_ms: null,
        heading_deg: null,
        battery: null,
        town_code: patrol.town_code,
      },
    ];
  });
}

/** The first moment at which somebody is seen: before it there is nothing to play. */
export function beginning(trails: readonly Trail[], { from, to }: Span): number {
  const first = trails.flatMap(({ track }) => track.parts.flatMap(({ coordinates: [fix] }) => (fix ? [fix[2]] : [])));
  return first.length === 0 ? from : Math.min(to, Math.max(from, Math.min(...first)));
}

export type Piece = { from: number; to: number; gap: GapReason | null };

/** One officer's hour as pieces of a line: known, and gaps with their reason; what is in neither is left blank. */
export function pieces({ track }: Trail, span: Span): Piece[] {
  const cut = (from: number, to: number, gap: GapReason | null): Piece[] => {
    const [a, b] = [Math.max(from, span.from), Math.min(to, span.to)];
    return b > a ? [{ from: (a - span.from) / (span.to - span.from), to: (b - span.from) / (span.to - span.from), gap }] : [];
  };
  const walked = track.parts.flatMap(({ coordinates }) => {
    const [first, last] = [coordinates[0], coordinates.at(-1)];
    return first && last ? cut(first[2], last[2], null) : [];
  });
  const gaps = track.gaps.flatMap((gap) => cut(Date.parse(gap.from_at), Date.parse(gap.to_at), gap.reason));
  return [...walked, ...gaps].sort((a, b) => a.from - b.from);
}

/** Whether something was made on this patrol, and not on another of the same person. */
export function isDuring({ patrol: { started_at, ended_at } }: Pick<Trail, "patrol">, captured_at: string): boolean {
  const at = Date.parse(captured_at);
  return at >= Date.parse(started_at) && (ended_at === null || at <= Date.parse(ended_at));
}

/** The moment after `passed` milliseconds of watching; it stops at the end. */
export function advanced(ms: number, passed: number, speed: number, { to }: Span): number {
  return Math.min(to, ms + passed * speed);
}
