import { expect, test } from "vitest";
import "../testing/fresh";
import type { Reading } from "../track/filter";
import { RECORD_BYTES } from "../track/pack";
import { dropChunks, freezeRows, grouped, readChunks, readRows } from "./chunks";
import { appendFix, movePatrol, noteCause, readLocalPatrol, startPatrol } from "./patrols";
import type { LocalPatrol, TrackRow } from "./records";

const START = 1_000_000;
const NONE: ReadonlySet<string> = new Set();
const POWER = { level: 80, charging: false };

function begun(): Promise<LocalPatrol> {
  return startPatrol("me", { squad: "一组", duty_zone_id: null, duty_zone_name: null, vehicle: null }, START);
}

function reading(n: number): Reading {
  return {
    at: START + n * 1000,
    lon: 120.3 + n * 1e-4,
    lat: 29.79,
    accuracy_m: 8,
    altitude_m: null,
    speed_ms: null,
    heading_deg: null,
  };
}

async function walk(patrol: LocalPatrol, from: number, to: number): Promise<void> {
  for (let n = from; n < to; n++) await appendFix(patrol.id, reading(n), "none", POWER);
}

test("fixes are kept in rows of fifty, numbered without a hole", async () => {
  const patrol = await begun();
  await walk(patrol, 0, 120);
  expect((await readRows()).map(({ first_seq, count }) => [first_seq, count])).toEqual([
    [0, 50],
    [50, 50],
    [100, 20],
  ]);
  expect(await readLocalPatrol(patrol.id)).toMatchObject({ next_seq: 120, battery: 80 });
});

test("nothing is kept while paused, nothing after the end", async () => {
  const patrol = await begun();
  await walk(patrol, 0, 1);
  await movePatrol(patrol.id, "pause", START + 2000);
  expect(await appendFix(patrol.id, reading(3), "none", POWER)).toBe(false);
  await movePatrol(patrol.id, "end", START + 4000);
  expect(await appendFix(patrol.id, reading(5), "none", POWER)).toBe(false);
  expect((await readRows()).map(({ count }) => count)).toEqual([1]);
});

test("a patrol that ends after the clock was put back ends after its last fix", async () => {
  const patrol = await begun();
  await walk(patrol, 0, 3);
  await movePatrol(patrol.id, "pause", START - 48 * 3_600_000);
  expect((await readLocalPatrol(patrol.id))?.paused_at).toBe(START + 2000);
  await movePatrol(patrol.id, "end", START - 47 * 3_600_000);
  expect((await readLocalPatrol(patrol.id))?.ended_at).toBe(START + 2000);
});

test("a gap is kept with its reason, and the reason is used up by it", async () => {
  const patrol = await begun();
  await walk(patrol, 0, 1);
  await noteCause(patrol.id, "hidden");
  await appendFix(patrol.id, reading(90), "hidden", POWER);
  const after = await readLocalPatrol(patrol.id);
  expect(after).toMatchObject({ cause: "none", gaps: [{ from: START, to: START + 90_000, cause: "hidden" }] });
});

test("freezing makes chunks of at most a thousand fixes and leaves no row", async () => {
  const patrol = await begun();
  await walk(patrol, 0, 130);
  expect(await freezeRows("me", NONE, 5)).toBe(1);
  expect(await readRows()).toEqual([]);
  const [chunk] = await readChunks();
  expect(chunk).toMatchObject({ first_seq: 0, count: 130, t0: START, state: "waiting", frozen_at: 5 });
  expect(chunk!.bytes.byteLength).toBe(130 * RECORD_BYTES);
});

test("a fix after freezing begins a new row, so that the chunk stays as it was", async () => {
  const patrol = await begun();
  await walk(patrol, 0, 20);
  await freezeRows("me", NONE, 5);
  await walk(patrol, 20, 25);
  expect((await readRows()).map(({ first_seq, count }) => [first_seq, count])).toEqual([[20, 5]]);
  expect((await readChunks()).map(({ first_seq, count }) => [first_seq, count])).toEqual([[0, 20]]);
});

test("the track of a patrol that the server does not know yet is not frozen", async () => {
  const patrol = await begun();
  await walk(patrol, 0, 3);
  expect(await freezeRows("me", new Set([patrol.id]), 5)).toBe(0);
  expect(await freezeRows("other", NONE, 5)).toBe(0);
});

test("rows are grouped by neighbours up to a thousand", () => {
  const row = (first_seq: number, count = 50): TrackRow => ({
    patrol_id: "p",
    first_seq,
    count,
    bytes: new ArrayBuffer(0),
  });
  const day = Array.from({ length: 45 }, (_, i) => row(i * 50));
  expect(grouped(day).map((group) => group.length)).toEqual([20, 20, 5]);
  expect(grouped([row(0), row(60)]).map((group) => group.length)).toEqual([1, 1]);
});

test("a chunk goes when the server has it, and with it all that the receipt covers", async () => {
  const patrol = await begun();
  for (let n = 0; n < 3; n++) {
    await walk(patrol, n * 10, n * 10 + 10);
    await freezeRows("me", NONE, n);
  }
  const [first, second, third] = await readChunks();
  await dropChunks(third!, -1);
  expect((await readChunks()).map(({ first_seq }) => first_seq)).toEqual([0, 10]);
  await dropChunks(first!, 19);
  expect(await readChunks()).toEqual([]);
  expect(second).toBeDefined();
});
