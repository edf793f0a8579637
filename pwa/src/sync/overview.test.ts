import { expect, test } from "vitest";
import { aChunk, anOp, aPhoto } from "../testing/ops";
import { overview, sentSince, stageOf } from "./overview";
import { troubleOf } from "./send";

const NONE: ReadonlySet<string> = new Set();
const shown = (ops: Parameters<typeof overview>[0]["ops"], running: ReadonlySet<string> = NONE) =>
  overview({ ops, chunks: [], rows: [] }, "me", running);

test("a lead says how many of its photos are there", () => {
  const lead = anOp({ id: "a", state: "done" });
  const photos = [aPhoto({ needs: "a", state: "done" }), aPhoto({ needs: "a", state: "done" }), aPhoto({ needs: "a" })];
  const { leads, pending } = shown([lead, ...photos]);
  expect([leads[0]?.stage, leads[0]?.done, leads[0]?.total, pending]).toEqual(["sending", 2, 3, 1]);
});

test("copies the app made of photos do not count, though they are sent like them", () => {
  const photos = [aPhoto({ needs: "a", state: "done" }), aPhoto({ needs: "a", copy: true })];
  const { leads } = shown([anOp({ id: "a", state: "done" }), ...photos]);
  expect([leads[0]?.stage, leads[0]?.done, leads[0]?.total, leads[0]?.media.length]).toEqual(["sending", 1, 1, 2]);
});

test.each([
  ["saved", [anOp()]],
  ["received", [anOp({ state: "done" })]],
  ["verifying", [anOp({ state: "done" }), aPhoto({ phase: "verify" })]],
  ["attention", [anOp({ state: "done" }), aPhoto({ state: "attention" }), aPhoto()]],
  ["conflict", [anOp({ state: "conflict" }), aPhoto({ state: "attention" })]],
] as const)("a lead is %s", (stage, ops) => expect(stageOf(ops, NONE)).toBe(stage));

test("a lead under way is being sent", () => {
  expect(stageOf([anOp({ id: "a" })], new Set(["a"]))).toBe("sending");
});

test("what somebody has to look at is counted apart, and what belongs to others too", () => {
  const { pending, attention, others, oldest } = shown([
    anOp({ created_at: 5 }),
    anOp({ state: "attention" }),
    anOp({ person_id: "other" }),
  ]);
  expect([pending, attention, others, oldest]).toEqual([1, 1, 1, 5]);
});

test("a call for help waits like everything else, with its calling off as one", () => {
  const raised = anOp({ id: "sos", kind: "alarm", entity: "sos", created_at: 3 });
  const off = anOp({ kind: "alarm", entity: "sos", created_at: 4 });
  const { alarms, pending, oldest } = shown([raised, off, anOp({ created_at: 9 })]);
  expect(alarms).toMatchObject([{ id: "sos", stage: "saved", called_off: true, ops: ["sos", off.id] }]);
  expect([pending, oldest]).toEqual([2, 3]);
  expect(shown([{ ...raised, state: "attention" }]).attention).toBe(1);
  expect(shown([{ ...raised, state: "done", done_at: 7 }])).toMatchObject({ pending: 0, alarms: [{ done_at: 7 }] });
});

test("a patrol tells of the fixes that wait and of those that were refused", () => {
  const ops = [anOp({ id: "patrol", kind: "patrol", entity: "patrol", state: "done" })];
  const rows = [{ patrol_id: "patrol", first_seq: 20, count: 5, bytes: new ArrayBuffer(0) }];
  const refused = aChunk({ state: "attention", trouble: troubleOf(422, "invalid", "不对", "wrong", []) });
  expect(overview({ ops, chunks: [aChunk()], rows }, "me", NONE).patrols[0]).toMatchObject({
    points: 15,
    stage: "saved",
  });
  expect(overview({ ops, chunks: [refused], rows: [] }, "me", NONE).patrols[0]).toMatchObject({
    refused_points: 10,
    stage: "attention",
  });
});

test("a few fixes on their way are nobody's worry", () => {
  const ops = [anOp({ id: "patrol", kind: "patrol", entity: "patrol", state: "done" })];
  expect(overview({ ops, chunks: [aChunk({ count: 60 })], rows: [] }, "me", NONE).pending).toBe(0);
  expect(overview({ ops, chunks: [aChunk({ count: 61 })], rows: [] }, "me", NONE).pending).toBe(1);
});

test("entries on their way are nobody's worry; refused ones are looked at, and say why", () => {
  const key = anOp({ id: "key", kind: "key", state: "done" });
  const entry = (part: object) => anOp({ kind: "entry", entity: "key", ...part });
  expect(shown([key])).toMatchObject({ chain: null, pending: 0 });
  expect(shown([key, entry({}), entry({})])).toMatchObject({ chain: { stage: "saved", count: 2 }, pending: 0, attention: 0 });
  expect(sentSince([key, entry({ state: "done", done_at: 5 })], "me", 0).count, "nothing a person made").toBe(0);
  const trouble = troubleOf(422, "malleated", "", "", []);
  const { chain, attention } = shown([key, entry({}), entry({ id: "bad", state: "attention", trouble })]);
  expect([chain, attention]).toEqual([{ stage: "attention", count: 1, trouble, ops: ["bad"], key: false }, 1]);
});

test("what was sent is counted as it waited: a report is one with its photos, a patrol with its events", () => {
  const done = { state: "done", done_at: 5 } as const;
  const lead = [anOp({ id: "a", ...done }), aPhoto({ needs: "a", ...done }), aPhoto({ needs: "a", copy: true, ...done })];
  const patrol = anOp({ id: "p", kind: "patrol", entity: "p", ...done });
  const paused = anOp({ kind: "patrol_event", needs: "p", ...done });
  const step = anOp({ id: "s", kind: "step", entity: "a", ...done });
  const sos = [anOp({ id: "sos", kind: "alarm", entity: "sos", ...done }), anOp({ kind: "alarm", entity: "sos", ...done })];
  expect(sentSince([...lead, patrol, paused, step, ...sos], "me", 0)).toEqual({ count: 4, bytes: 2000 });
  expect(sentSince([...lead, patrol], "me", 6)).toEqual({ count: 0, bytes: 0 });
});
