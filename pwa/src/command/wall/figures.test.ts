import { describe, expect, it } from "vitest";
import type { Alarm, Lead, LonLat, Officer } from "../../api/types";
import { ageing, isNight, leadsByState, longestWaiting, nextFrame, officersByStanding, shift, today, worthSeeing } from "./figures";

/** 16:00 in Zhuji. */
const NOW = Date.parse("2026-11-23T08:00:00Z");
const minutesAgo = (n: number) => new Date(NOW - n * 60_000).toISOString();
const lead = (id: string, minutes: number, state: Lead["state"] = "reported", place: LonLat = [120.3, 29.8]) =>
  ({ id, state, received_at: minutesAgo(minutes), place: { coordinates: place } }) as Lead;
const officer = (id: string, place: LonLat | null, seconds = 1) =>
  ({ person_id: id, place, at: place && new Date(NOW - seconds * 1000).toISOString() }) as Officer;
const sos = (id: string, state: Alarm["state"], place: LonLat | null) =>
  ({ id, kind: "sos", state, person_id: id, place: place && { coordinates: place } }) as Alarm;

describe("figures", () => {
  const leads = [lead("a", 5), lead("b", 61), lead("c", 20, "accepted"), lead("d", 3, "rejected"), lead("e", 17 * 60)];
  it("count leads that wait by their state", () => {
    expect(leadsByState(leads)).toEqual({ reported: 3, accepted: 1, assigned: 0, handled: 0 });
  });
  it("count officers by how sure their place is", () => {
    const out = [officer("a", [120, 29]), officer("b", [120, 29], 100), officer("c", null), { ...officer("d", null), patrol_state: "paused" as const }];
    expect(officersByStanding(out, NOW)).toEqual({ fresh: 1, late: 1, stale: 0, paused: 1, none: 1 });
  });
  it("of today begin at midnight in Zhuji", () => {
    const { reported, decided, handled, byHour } = today(leads, NOW);
    expect([reported, decided, handled]).toEqual([4, 2, 0]);
    expect(byHour.map((n, hour) => [hour, n]).filter(([, n]) => n)).toEqual([[14, 1], [15, 3]]);
  });
  it("of what was handled hold what is closed, too, and what is rejected counts as decided alone", () => {
    const { reported, decided, handled } = today([lead("a", 1, "handled"), lead("b", 1, "closed"), lead("c", 1, "rejected"), lead("d", 1, "assigned")], NOW);
    expect([reported, decided, handled]).toEqual([4, 4, 2]);
    expect(leadsByState([lead("a", 1, "handled"), lead("b", 1, "closed")]).handled).toBe(1);
  });
  it("put undecided leads into bands of age", () => {
    const old = [lead("15", 15), lead("4h", 240), lead("d", 1440), ...leads];
    expect(ageing(old, NOW)).toEqual([1, 1, 1, 2, 1]);
  });
  it("name the longest waiting first", () => {
    expect(longestWaiting(leads, 2).map(({ id }) => id)).toEqual(["e", "b"]);
  });
});

describe("the map", () => {
  const officers = new Map([["a", officer("a", [120.1, 29.7])], ["b", officer("b", null)]]);
  it("shows everybody and what waits", () => {
    expect(worthSeeing([], officers, [lead("x", 1), lead("y", 1, "accepted")])).toEqual([[120.1, 29.7], [120.3, 29.8]]);
  });
  it("shows a call for help alone, where the officer is now, else where it was raised", () => {
    const calls = [sos("a", "seen", [1, 1]), sos("z", "raised", [120.5, 29.5]), sos("old", "closed", [2, 2])];
    expect(worthSeeing(calls, officers, [lead("x", 1)])).toEqual([[120.1, 29.7], [120.5, 29.5]]);
  });
  it("stays where it is until somebody leaves the frame or the frame is far too large", () => {
    const frame = nextFrame(null, [[120, 29], [120.1, 29.1]])!;
    expect(nextFrame(frame, [[120.001, 29.001], [120.099, 29.099]])).toBeNull();
    expect(nextFrame(frame, [[120, 29], [120.2, 29.1]])?.east).toBeCloseTo(120.206);
    expect(nextFrame(frame, [[120, 29], [120.02, 29.02]])).not.toBeNull();
    expect(nextFrame(frame, [])).toBeNull();
  });
});

describe("left on all day", () => {
  it.each([
    ["2026-11-23T10:59:00Z", false],
    ["2026-11-23T11:00:00Z", true],
    ["2026-11-23T22:29:00Z", true],
    ["2026-11-23T22:30:00Z", false],
  ])("at %s it is night: %s", (at, night) => expect(isNight(Date.parse(at))).toBe(night));
  it("nothing stays in one place for long, and nothing goes far", () => {
    const places = Array.from({ length: 8 }, (_, n) => shift(n * 120_000));
    expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(8);
    for (const { x, y } of places) expect(Math.hypot(x, y)).toBeLessThan(8);
  });
});
