import { describe, expect, it } from "vitest";
import type { Gap, Patrol, Track } from "../../api/types";
import { advanced, beginning, during, officersAt, pieces, standingAt, within, type Trail } from "./playback";

const T = Date.parse("2026-11-25T08:00:00Z");
const iso = (s: number) => new Date(T + s * 1000).toISOString();
const gap = (from: number, to: number, reason: Gap["reason"]): Gap => ({
  from_at: iso(from),
  to_at: iso(to),
  seconds: to - from,
  reason,
  from_place: [120.001, 29],
  to_place: [120.01, 29],
});
const track: Track = {
  parts: [
    { coordinates: [[120, 29, T], [120.001, 29, T + 100_000]] },
    { coordinates: [[120.01, 29, T + 700_000], [120.02, 29, T + 800_000]] },
  ],
  gaps: [gap(100, 700, "hidden")],
  dropped: [],
};
const patrol = { id: "p", person_id: "o", person_name: "队员01", squad: "一组", started_at: iso(0), ended_at: null, town_code: "t" };
const trail: Trail = { patrol: patrol as Patrol, track };
const span = { from: T, to: T + 1_000_000 };

describe("standing at a moment", () => {
  it("is between two fixes, and nowhere before the first", () => {
    expect(standingAt(trail, T + 50_000)?.place[0]).toBeCloseTo(120.0005, 6);
    expect(standingAt(trail, T - 1)).toBeNull();
  });

  it("is where somebody was last seen during a gap, never on a line across it", () => {
    expect(standingAt(trail, T + 400_000)).toMatchObject({ place: [120.001, 29], at: T + 100_000, gap: { reason: "hidden" } });
  });

  it("stays at the last fix after the end", () => {
    expect(standingAt(trail, T + 900_000)).toMatchObject({ place: [120.02, 29], at: T + 800_000 });
  });
});

describe("an hour", () => {
  it("is drawn in pieces, gaps with their reason", () => {
    expect(pieces(trail, span)).toEqual([
      { from: 0, to: 0.1, gap: null },
      { from: 0.1, to: 0.7, gap: "hidden" },
      { from: 0.7, to: 0.8, gap: null },
    ]);
    expect(pieces(trail, { from: T + 900_000, to: T + 950_000 })).toEqual([]);
  });

  it("begins with the first who is seen, and shows them at once", () => {
    const later = { patrol: trail.patrol, track: within(track, { from: T + 600_000, to: T + 900_000 }) };
    expect(beginning([later], span)).toBe(T + 700_000);
    expect(officersAt([later], beginning([later], span))).toHaveLength(1);
    expect(beginning([later, trail], { from: T + 10_000, to: span.to })).toBe(T + 10_000);
    expect(beginning([], span)).toBe(T);
  });

  it("shows the way up to the moment only", () => {
    const until = within(track, { from: T, to: T + 400_000 });
    expect(until.parts).toHaveLength(1);
    expect(until.gaps).toEqual([]);
    expect(within(track, span).gaps).toHaveLength(1);
  });

  it("holds those who were out in it, and nobody after their end", () => {
    const ended = { ...patrol, ended_at: iso(850) } as Patrol;
    expect(during([ended], { from: T + 900_000, to: T + 950_000 })).toEqual([]);
    expect(during([ended], span)).toHaveLength(1);
    expect(officersAt([{ patrol: ended, track }], T + 900_000)).toEqual([]);
    expect(officersAt([trail], T + 50_000)[0]).toMatchObject({ person_id: "o", patrol_state: "running" });
  });

  it("runs at its speed and stops at its end", () => {
    expect(advanced(T, 1000, 60, span)).toBe(T + 60_000);
    expect(advanced(span.to - 10, 1000, 60, span)).toBe(span.to);
  });
});
