import { describe, expect, it } from "vitest";
import type { Alarm, Officer } from "../api/types";
import { callersOf, grave, unusual } from "./unusual";

const NOW = Date.UTC(2026, 10, 25, 8, 0);
const PLACE: [number, number] = [120.3, 29.8];
const officer = (other: Partial<Officer> = {}) =>
  ({
    person_id: "one",
    person_name: "队员01",
    patrol_state: "running",
    place: PLACE,
    at: new Date(NOW - 5_000).toISOString(),
    ...other,
  }) as Officer;
const alarm = (other: Partial<Alarm>) => ({ id: "a", kind: "sos", state: "raised", person_id: "one", ...other }) as Alarm;
const callers = (...alarms: Partial<Alarm>[]) =>
  callersOf(new Map(alarms.map((one, n) => [String(n), alarm({ ...one, id: String(n) })])));
const NOBODY = callers();

describe("giving a lead to somebody", () => {
  it("who is on duty and near is not asked about", () => {
    expect(grave("one", officer(), NOBODY)).toBeNull();
    expect(unusual(PLACE, officer(), NOBODY, NOW)).toBeNull();
  });

  it("says that they are off duty", () => {
    expect(grave("one", null, NOBODY)?.word).toBe("off_duty");
  });

  it("says first of all that they have called for help, on duty or off, seen or not", () => {
    for (const state of ["raised", "seen"] as const) {
      expect(grave("one", officer(), callers({ state }))?.word).toBe("sos");
      expect(grave("one", null, callers({ state }))?.word).toBe("sos");
      expect(unusual(PLACE, officer({ patrol_state: "paused" }), callers({ state }), NOW)?.word).toBe("sos");
    }
  });

  it("says nothing of help that was called off or closed, of other alarms, or of somebody else's", () => {
    expect(callers({ state: "cancelled" }, { state: "closed" }, { kind: "low_battery" }, { person_id: null }).size).toBe(0);
    expect(grave("one", officer(), callers({ person_id: "two" }))).toBeNull();
  });

  it.each<[Partial<Officer>, string]>([
    [{ patrol_state: "paused" }, "paused"],
    [{ at: new Date(NOW - 20 * 60_000).toISOString() }, "stale"],
    [{ place: null, at: null }, "stale"],
    [{ place: [120.4, 29.8] }, "far"],
  ])("asks before a drop on %j", (other, word) => {
    expect(unusual(PLACE, officer(other), NOBODY, NOW)?.word).toBe(word);
  });
});
