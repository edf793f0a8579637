import { expect, it } from "vitest";
import type { LocalPatrol } from "../store/records";
import type { Recording } from "../track/state";
import { patrolFix, roomSilence } from "./patrol_fix";

const NOW = 1_000_000;
const patrol = (at: number | null) =>
  ({ last: at === null ? null : { at, lon: 0, lat: 0, accuracy_m: 9 } }) as LocalPatrol;
const state = (at: number | null, told = NOW, problem: Recording["problem"] = null) =>
  ({ problem, heard: at === null ? null : { at, accuracy_m: 5, told } }) as Recording;

it("knows nothing before the phone has said anything", () => {
  expect(patrolFix(patrol(null), state(null), NOW)).toBeNull();
});

it("shows a reading that was not recorded, as standing still", () => {
  const fix = patrolFix(patrol(null), state(NOW - 120_000), NOW);
  expect(fix).toEqual({ at: NOW - 120_000, accuracy_m: 5, still: true, stale: false });
});

it("is fresh while fixes are recorded", () => {
  expect(patrolFix(patrol(NOW - 1_000), state(NOW - 1_000), NOW)).toMatchObject({ still: false, stale: false });
});

it("is stale once the phone says nothing any more, or has a problem", () => {
  expect(patrolFix(patrol(NOW - 200_000), state(NOW - 200_000, NOW - 200_000), NOW)?.stale).toBe(true);
  expect(patrolFix(patrol(NOW - 200_000), state(NOW, NOW, "no_fix"), NOW)?.stale).toBe(true);
});

it("is lost to the command room after ten minutes, sent or recorded", () => {
  const at = (ms: number) => ({ ...patrol(ms), started_at: 0 });
  const MINUTE = 60_000;
  expect(roomSilence(at(100 * MINUTE), 105 * MINUTE, 109 * MINUTE)).toBeNull();
  expect(roomSilence(at(100 * MINUTE), 105 * MINUTE, 112 * MINUTE)).toBe(12 * MINUTE);
  expect(roomSilence(at(100 * MINUTE), 80 * MINUTE, 100 * MINUTE)).toBe(20 * MINUTE);
  expect(roomSilence({ ...patrol(null), started_at: 100 * MINUTE }, null, 105 * MINUTE)).toBeNull();
});
