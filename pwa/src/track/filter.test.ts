import { describe, expect, test } from "vitest";
import type { Cause, LastFix } from "../store/records";
import {
  aheadAfter,
  causeOfAbsence,
  gapBefore,
  heartbeat,
  judge,
  metresBetween,
  shiftAfter,
  stronger,
  walked,
  type Reading,
} from "./filter";

const START = 1_000_000;
const at = (seconds: number, part: Partial<Reading> = {}): Reading => ({
  at: START + seconds * 1000,
  lon: 120.3,
  lat: 29.79,
  accuracy_m: 8,
  altitude_m: null,
  speed_ms: null,
  heading_deg: null,
  ...part,
});
const last = (seconds: number): LastFix => ({ at: START + seconds * 1000, lon: 120.3, lat: 29.79, accuracy_m: 8 });

describe("which readings belong to the track", () => {
  const judged = (before: LastFix | null, reading: Reading, since = START, cause: Cause = "none") =>
    judge(before, reading, since, START, cause);
  test("the first after the watch began", () => expect(judged(null, at(1))).toEqual({ keep: true, cause: "none" }));
  test("not one from the phone's cache", () => {
    expect(judged(null, at(5), START + 6000)).toEqual({ keep: false, why: "cached" });
  });
  test("not one from before the patrol", () => {
    expect(judge(null, at(-1), 0, START, "none")).toEqual({ keep: false, why: "before_start" });
  });
  test("not the same again, and none that goes back in time", () => {
    expect(judged(last(5), at(5))).toEqual({ keep: false, why: "order" });
    expect(judged(last(5), at(4))).toEqual({ keep: false, why: "order" });
  });
  test("not more than five a second", () => {
    expect(judged(last(5), at(5.1))).toEqual({ keep: false, why: "too_soon" });
    expect(judged(last(5), at(5.2))).toEqual({ keep: true, cause: "none" });
  });
  test("with the reason for the silence before it", () => {
    expect(judged(last(0), at(30), START, "hidden")).toEqual({ keep: true, cause: "hidden" });
  });
});

test("a clock that is put back does not take the patrol back, and is followed from there", () => {
  const [latest, hour] = [START + 10_000, 3_600_000];
  const after = (shift: number, seen: number, now: number) => shiftAfter(shift, seen, now - 10, now);
  expect(after(0, latest, latest + 1000)).toBe(0);
  expect(after(0, latest, latest - 60_000)).toBe(0);
  const shift = after(0, latest, latest - 48 * hour);
  expect(shift).toBe(48 * hour);
  expect(after(shift, latest + 5000, latest - 48 * hour + 5000)).toBe(shift);
  expect(after(shift, latest, latest - 49 * hour)).toBe(49 * hour);
});

test("readings that go on by the satellites' time are taken as they are, however slow the phone's clock is", () => {
  const [latest, hour] = [START, 3_600_000];
  expect(shiftAfter(0, latest, latest + 1000, latest - hour)).toBe(0);
});

describe("readings that carry the satellites' time, on a clock that is ahead,", () => {
  const hour = 3_600_000;
  const heard = (seconds: number, told = START + 48 * hour + seconds * 1000) => ({ at: START + seconds * 1000, told });
  test("are known by the second, which goes on with the clock, and from then on", () => {
    expect(aheadAfter(0, null, heard(0))).toBe(0);
    expect(aheadAfter(0, heard(0), heard(1))).toBe(48 * hour);
    expect(aheadAfter(48 * hour, heard(1), heard(7))).toBe(48 * hour);
  });
  test("are of the clock again when that has been set right", () => {
    expect(aheadAfter(48 * hour, heard(1), heard(2, START + 2000))).toBe(0);
  });
  test("are not what the phone has kept from before: that stands still, or is followed by one of now", () => {
    const old = heard(0, START + hour);
    expect(aheadAfter(0, old, { ...old, told: old.told + 1000 })).toBe(0);
    expect(aheadAfter(0, old, { at: old.told + 1000, told: old.told + 1000 })).toBe(0);
    expect(aheadAfter(0, heard(0, START + hour), heard(600, START + hour + 1000))).toBe(0);
  });
});

describe("what a gap is", () => {
  test.each([
    [5_000, "none", "none"],
    [5_000, "hidden", "none"],
    [20_000, "hidden", "hidden"],
    [20_000, "none", "none"],
    [60_000, "none", "unknown"],
    [61_000, "no_fix", "no_fix"],
    [1_000, "paused", "paused"],
    [1_000, "app_closed", "app_closed"],
  ] as const)("%i ms with %s: %s", (ms, cause, expected) => expect(gapBefore(ms, cause)).toBe(expected));
  test("of two reasons the one that explains more is kept", () => {
    expect([stronger("no_fix", "hidden"), stronger("hidden", "no_fix"), stronger("paused", "app_closed")]).toEqual([
      "hidden",
      "hidden",
      "app_closed",
    ]);
  });
  test("an app that was gone with an empty battery was switched off by the phone", () => {
    expect([causeOfAbsence(2), causeOfAbsence(50), causeOfAbsence(null)]).toEqual([
      "battery",
      "app_closed",
      "app_closed",
    ]);
  });
});

describe("how far one has walked", () => {
  const fix = (lon: number, accuracy_m = 8): LastFix => ({ at: 0, lon, lat: 29.79, accuracy_m });
  test("the first fix is where counting begins", () => {
    expect(walked(null, fix(120.3), "none")).toEqual({ metres: 0, anchor: fix(120.3) });
  });
  test("scatter while standing adds nothing", () => {
    expect(walked(fix(120.3), fix(120.30003), "none")).toEqual({ metres: 0, anchor: fix(120.3) });
  });
  test("a step counts from the anchor", () => {
    const { metres, anchor } = walked(fix(120.3), fix(120.3001), "none");
    expect(metres).toBeCloseTo(9.65, 1);
    expect(anchor).toEqual(fix(120.3001));
  });
  test("nothing is counted across a gap", () => {
    expect(walked(fix(120.3), fix(120.4), "app_closed")).toEqual({ metres: 0, anchor: fix(120.4) });
  });
  test("a poor fix neither counts nor moves the anchor", () => {
    expect(walked(fix(120.3), fix(120.4, 80), "none")).toEqual({ metres: 0, anchor: fix(120.3) });
  });
  test("a degree of latitude is 111 km", () => {
    expect(metresBetween({ lon: 120, lat: 29 }, { lon: 120, lat: 30 })).toBeCloseTo(111_195, -1);
  });
});

describe("a phone that stands still", () => {
  const told = (seconds: number) => START + seconds * 1000;
  test("says so with the time at which it named the same place again", () => {
    expect(heartbeat(last(0), at(0, { altitude_m: 5 }), told(50))).toEqual({ ...at(50), speed_ms: 0 });
  });
  test("does so before its silence is a gap, and no more often than needed", () => {
    expect(heartbeat(last(0), at(0), told(39))).toBeNull();
    expect(gapBefore(50_000, "none")).toBe("none");
  });
  test("is not believed about another place, nor about a reading that is half an hour old", () => {
    expect(heartbeat(last(0), at(0, { lon: 120.301 }), told(50))).toBeNull();
    expect(heartbeat(last(1_790), at(0), told(1_840))).toBeNull();
    expect(heartbeat(null, at(0), told(50))).toBeNull();
  });
});
