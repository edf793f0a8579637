import { describe, expect, it } from "vitest";
import type { Gap, Lead, Patrol, Track } from "../../api/types";
import { advanced, beginning, madeBy, officersAt, pieces, reelOf, standingAt, usualSpeed, within, type Trail } from "./playback";
import { asked, fault, fieldOf, momentOf } from "./wanted";

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

  it("shows nobody after their end", () => {
    const ended = { ...patrol, ended_at: iso(850) } as Patrol;
    expect(officersAt([{ patrol: ended, track }], T + 900_000)).toEqual([]);
    expect(officersAt([trail], T + 50_000)[0]).toMatchObject({ person_id: "o", patrol_state: "running" });
  });

  it("draws the last fix of a long track, however many it leaves out", () => {
    const long: Track = { parts: [{ coordinates: Array.from({ length: 9000 }, (_, n) => [120, 29, T + n * 1000]) }], gaps: [], dropped: [] };
    const drawn = within(long, { from: T, to: T + 5_000_500 }).parts[0]?.coordinates ?? [];
    expect(drawn.length).toBeLessThan(2000);
    expect(drawn.at(-1)?.[2]).toBe(T + 5_000_000);
  });

  it("runs at its speed and stops at its end", () => {
    expect(advanced(T, 1000, 60, span)).toBe(T + 60_000);
    expect(advanced(span.to - 10, 1000, 60, span)).toBe(span.to);
  });
});

describe("a replay as it comes", () => {
  it("is put together from differences", () => {
    const walked = { dt: [T, 1000, 2000], lon: [120_250_000, 10, -5], lat: [29_700_000, 0, 7] };
    const { trails } = reelOf({ begin: iso(0), end: iso(9), leads: [], photos: [], patrols: [{ patrol: patrol as Patrol, parts: [walked], gaps: [] }] });
    expect(trails[0]?.track.parts[0]?.coordinates).toEqual([
      [120.25, 29.7, T],
      [120.25001, 29.7, T + 1000],
      [120.250005, 29.700007, T + 3000],
    ]);
  });

  it("shows what was made by a moment, of one person or of all", () => {
    const made = [{ captured_at: iso(10), reported_by: "a" }, { captured_at: iso(20), reported_by: "b" }] as Lead[];
    expect(madeBy(made, T + 9_000, () => true)).toEqual([]);
    expect(madeBy(made, T + 20_000, () => true)).toHaveLength(2);
    expect(madeBy(made, T + 20_000, ({ reported_by }) => reported_by === "b")).toHaveLength(1);
  });

  it("is asked for of one person, squad or zone, with its purpose", () => {
    const span = { from: T, to: T + 1000 };
    const whose = { of: "squad" as const, id: "一组", name: "一组" };
    expect(asked({ span, whose, purpose: "safety" })).toEqual({ begin: iso(0), end: iso(1), purpose: "safety", squad: "一组" });
    expect(asked({ span, whose: { of: "zone", id: "z", name: "" }, purpose: "safety" })).toHaveProperty("zone_id", "z");
    expect(Object.keys(asked({ span, whose: { of: "everybody" }, purpose: "watch" }))).toEqual(["begin", "end", "purpose"]);
  });

  it("counts fields of date and time by the clock in Zhuji", () => {
    expect(fieldOf(T)).toBe("2026-11-25T16:00");
    expect(momentOf("2026-11-25T16:00")).toBe(T);
  });

  it("begins before it ends and is no longer than a week", () => {
    expect([fault({ from: T, to: T + 1 }), fault({ from: T, to: T }), fault({ from: T, to: T + 8 * 86_400_000 }), fault({ from: NaN, to: T })]).toEqual([null, "order", "long", "empty"]);
  });

  it("is usually watched in some two minutes", () => {
    expect(usualSpeed({ from: 0, to: 3_600_000 })).toBe(30);
    expect(usualSpeed({ from: 0, to: 10 * 3_600_000 })).toBe(300);
    expect(usualSpeed({ from: 0, to: 7 * 86_400_000 })).toBe(600);
  });
});
