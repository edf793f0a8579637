import { describe, expect, test } from "vitest";
import type { Op } from "../store/records";
import { anOp, aPhoto } from "../testing/ops";
import { lineOf, type Line } from "./network";
import { afterAttempt, heldBy, nextDue, nextToSend, stops, verdictOf, type Held, type Outcome } from "./queue";
import { troubleOf } from "./send";

const NOW = 1_000_000;

function sent(ops: Op[], running: string[] = [], more: { paused?: boolean; held?: Held } = {}): string[] {
  const situation = { now: NOW, person: "me", running: new Set(running), paused: false, held: "none" as Held, ...more };
  return nextToSend(ops, situation).map(({ id }) => id);
}

function failed(status: number, retryAfterS: number | null = null): Outcome {
  return { end: "failed", status, trouble: troubleOf(status, "", "", "", []), retryAfterS };
}

describe("what goes next", () => {
  const lead = (id: string, part: Partial<Op> = {}) => anOp({ id, ...part });
  const event = (id: string, part: Partial<Op> = {}) => anOp({ id, kind: "patrol_event", entity: "p", ...part });
  const cases: [string, Op[], string[], string[]][] = [
    ["nothing when there is nothing", [], [], []],
    ["what has just been written", [lead("a")], [], ["a"]],
    [
      "not what is done, refused or in conflict",
      [lead("a", { state: "done" }), lead("b", { state: "attention" }), lead("c", { state: "conflict" })],
      [],
      [],
    ],
    ["not what has to wait", [lead("a", { not_before: NOW + 1 })], [], []],
    ["what has waited long enough", [lead("a", { not_before: NOW })], [], ["a"]],
    ["what was put off before the clock was put back", [lead("a", { not_before: NOW + 3_600_000 })], [], ["a"]],
    ["not what is under way", [lead("a")], ["a"], []],
    ["the first of an entity only", [event("1"), event("2")], [], ["1"]],
    ["the second once the first is done", [event("1", { state: "done" }), event("2")], [], ["2"]],
    [
      "the second when the first was refused: nobody is blocked",
      [event("1", { state: "attention" }), event("2")],
      [],
      ["2"],
    ],
    ["not the second while the first waits for its time", [event("1", { not_before: NOW + 1 }), event("2")], [], []],
    [
      "a call for help before everything, and however much is under way",
      [...["1", "2", "3", "4"].map((id) => lead(id)), lead("a"), anOp({ id: "sos", kind: "alarm", entity: "sos" })],
      ["1", "2", "3", "4"],
      ["sos"],
    ],
    ["entities beside each other", [lead("a"), lead("b")], [], ["a", "b"]],
    ["no photo before its lead", [lead("a"), aPhoto({ id: "p", needs: "a" })], [], ["a"]],
    [
      "no photo while its lead needs attention",
      [lead("a", { state: "attention" }), aPhoto({ id: "p", needs: "a" })],
      [],
      [],
    ],
    ["the photo once its lead is there", [lead("a", { state: "done" }), aPhoto({ id: "p", needs: "a" })], [], ["p"]],
    ["the photo when its lead's record has been forgotten", [aPhoto({ id: "p", needs: "a" })], [], ["p"]],
    [
      "records before photos, photos before films",
      [aPhoto({ id: "film", film: true }), aPhoto({ id: "photo" }), lead("a")],
      [],
      ["a", "photo", "film"],
    ],
    [
      "small photos first",
      [aPhoto({ id: "large", bytes: 9000 }), aPhoto({ id: "small", bytes: 10 })],
      [],
      ["small", "large"],
    ],
    ["two photos at once and no more", [aPhoto({ id: "1" }), aPhoto({ id: "2" }), aPhoto({ id: "3" })], [], ["1", "2"]],
    ["one photo beside one under way", [aPhoto({ id: "1" }), aPhoto({ id: "2" }), aPhoto({ id: "3" })], ["1"], ["2"]],
    [
      "one film at a time, so that a photo never waits behind two",
      [aPhoto({ id: "1", film: true }), aPhoto({ id: "2", film: true })],
      [],
      ["1"],
    ],
    ["a photo beside a film", [aPhoto({ id: "1", film: true }), aPhoto({ id: "2" })], ["1"], ["2"]],
    [
      "questions after verification in any number",
      [
        aPhoto({ id: "1", phase: "verify" }),
        aPhoto({ id: "2", phase: "verify" }),
        aPhoto({ id: "3", phase: "verify" }),
      ],
      [],
      ["1", "2", "3"],
    ],
    ["nothing of somebody else", [lead("a", { person_id: "other" })], [], []],
  ];
  test.each(cases)("%s", (_name, ops, running, expected) => expect(sent(ops, running)).toEqual(expected));

  test("at most four records at once", () => {
    expect(sent(["a", "b", "c", "d", "e"].map((id) => lead(id)))).toHaveLength(4);
  });
});

describe("what is held back", () => {
  const alarm = anOp({ id: "alarm", kind: "alarm" });
  const record = anOp({ id: "record" });
  const step = anOp({ id: "step", kind: "step" });
  const photo = aPhoto({ id: "photo" });
  const film = aPhoto({ id: "film", film: true });
  const verify = aPhoto({ id: "verify", phase: "verify" });
  const wanted = aPhoto({ id: "wanted", anyway: true, bytes: 1 });
  const all = [film, photo, record, step, verify, alarm];
  test.each<[string, Op[], { paused?: boolean; held?: Held }, string[]]>([
    ["nothing: alarms first, then records, then media", all, {}, ["alarm", "record", "step", "photo", "verify", "film"]],
    ["while paused only an alarm goes", all, { paused: true }, ["alarm"]],
    ["films wait for Wi-Fi, photos do not", all, { held: "films" }, ["alarm", "record", "step", "photo", "verify"]],
    ["all media wait, records and questions go", all, { held: "media" }, ["alarm", "record", "step", "verify"]],
    ["what is wanted anyway goes", [photo, wanted], { held: "media" }, ["wanted"]],
    ["but not while paused", [photo, wanted], { paused: true, held: "media" }, []],
  ])("%s", (_name, ops, more, expected) => expect(sent(ops, [], more)).toEqual(expected));

  test("any number of alarms, however many records are under way", () => {
    const busy = ["a", "b", "c", "d"].map((id) => anOp({ id }));
    const alarms = ["1", "2"].map((id) => anOp({ id, kind: "alarm" }));
    expect(sent([...busy, ...alarms], ["a", "b", "c", "d"])).toEqual(["1", "2"]);
  });

  test.each<[boolean, "films" | "media", Line, Held]>([
    [false, "media", "mobile", "none"],
    [true, "media", "wifi", "none"],
    [true, "media", "mobile", "media"],
    [true, "films", "mobile", "films"],
    // Where the browser does not tell, nothing is spent that the person wanted to save.
    [true, "media", "unknown", "media"],
  ])("Wi-Fi only %s for %s on %s holds %s", (wifi_only, wifi_for, line, held) => {
    expect(heldBy({ wifi_only, wifi_for }, line)).toBe(held);
  });

  test.each([
    ["wifi", "wifi"],
    ["ethernet", "wifi"],
    ["cellular", "mobile"],
    ["none", "unknown"],
    [undefined, "unknown"],
  ] as const)("the browser's %s is %s", (type, line) => expect(lineOf(type)).toBe(line));
});

describe("what a status means", () => {
  test.each([
    [200, "done"],
    [201, "done"],
    [204, "done"],
    [400, "attention"],
    [403, "attention"],
    [404, "attention"],
    [413, "attention"],
    [415, "attention"],
    [422, "attention"],
    [409, "conflict"],
    [0, "waiting"],
    [401, "waiting"],
    [408, "waiting"],
    [425, "waiting"],
    [429, "waiting"],
    [500, "waiting"],
    [503, "waiting"],
  ] as const)("%i: %s", (status, state) => expect(verdictOf(status)).toBe(state));
});

describe("after an attempt", () => {
  test("what arrived is done, and when", () => {
    expect(afterAttempt(anOp(), { end: "done" }, NOW, 0)).toMatchObject({ state: "done", done_at: NOW });
  });
  test("without an answer nothing about it changes", () => {
    const op = anOp();
    expect(afterAttempt(op, failed(0), NOW, 0)).toBe(op);
  });
  test("without a session nothing about it changes", () => {
    const op = anOp();
    expect(afterAttempt(op, failed(401), NOW, 0)).toBe(op);
  });
  test("a refusal is parked with its reason", () => {
    const outcome: Outcome = {
      end: "failed",
      status: 422,
      trouble: troubleOf(422, "invalid", "不对", "wrong", ["a: b"]),
      retryAfterS: null,
    };
    expect(afterAttempt(anOp(), outcome, NOW, 0)).toMatchObject({
      state: "attention",
      trouble: { zh: "不对", fields: ["a: b"] },
    });
  });
  test("a conflict is shown as one", () => {
    expect(afterAttempt(anOp(), failed(409), NOW, 0).state).toBe("conflict");
  });
  test("a server in trouble is asked again, later each time", () => {
    const once = afterAttempt(anOp(), failed(503), NOW, 1);
    const twice = afterAttempt(once, failed(503), NOW, 1);
    expect([once.state, once.not_before, twice.not_before]).toEqual(["waiting", NOW + 1000, NOW + 2000]);
  });
  test("Retry-After is never undercut", () => {
    expect(afterAttempt(anOp(), failed(429, 30), NOW, 0).not_before).toBe(NOW + 30_000);
  });
  test("all bytes there: the server is asked for its verdict soon", () => {
    const op = afterAttempt(aPhoto(), { end: "verifying" }, NOW, 0);
    expect([op.state, op.phase, op.not_before > NOW && op.not_before <= NOW + 1000]).toEqual([
      "waiting",
      "verify",
      true,
    ]);
  });
  test("bytes that arrived wrong are sent again from the start", () => {
    expect(afterAttempt(aPhoto({ phase: "verify" }), { end: "again" }, NOW, 1)).toMatchObject({
      phase: "send",
      attempts: 1,
    });
  });
});

test("no answer and no session stop the whole round, a refusal does not", () => {
  expect([0, 401, 422, 503].map((status) => stops(failed(status)))).toEqual([true, true, false, false]);
});

test("the next time something falls due is the earliest in the future", () => {
  const ops = [
    anOp({ not_before: NOW + 9 }),
    anOp({ not_before: NOW + 5 }),
    anOp({ not_before: 1 }),
    anOp({ state: "done", not_before: NOW + 1 }),
  ];
  expect(nextDue(ops, NOW)).toBe(NOW + 5);
  expect(nextDue([], NOW)).toBeNull();
});

test("entries go before leads, in the order of their chain, and a medium waits for its own", () => {
  const ops = [
    anOp({ id: "lead" }),
    aPhoto({ id: "photo", needs: null }),
    aPhoto({ id: "other" }),
    anOp({ id: "key", kind: "key", entity: "key" }),
    anOp({ id: "one", kind: "entry", entity: "key", needs: "key", capture: "photo" }),
    anOp({ id: "two", kind: "entry", entity: "key", needs: "key", capture: "x" }),
  ];
  const having = (...ids: string[]) => ops.map((op) => (ids.includes(op.id) ? { ...op, state: "done" as const } : op));
  expect(sent(ops)).toEqual(["key", "lead", "other"]);
  expect(sent(having("key"))).toEqual(["one", "lead", "other"]);
  expect(sent(having("key", "one"))).toEqual(["two", "lead", "photo", "other"]);
});

test("a chain that does not get on keeps back neither lead nor medium", () => {
  const entry = { kind: "entry", entity: "key", needs: "key", capture: "photo" } as const;
  const next = (...all: Op[]) => sent([anOp({ id: "lead" }), aPhoto({ id: "photo" }), ...all]);
  const key = anOp({ id: "key", kind: "key", entity: "key", state: "done" });
  expect(next(key, anOp({ ...entry, id: "refused", state: "attention" }))).toEqual(["lead", "photo"]);
  expect(next(key, anOp({ ...entry, id: "failed", attempts: 1, not_before: NOW + 1 }))).toEqual(["lead", "photo"]);
  expect(next({ ...key, state: "attention" }, anOp({ ...entry, id: "stuck" }))).toEqual(["lead", "photo"]);
  expect(next({ ...key, state: "waiting", attempts: 1, not_before: NOW + 1 }, anOp({ ...entry, id: "later" }))).toEqual(["lead", "photo"]);
});

test("a server of before there were chains is asked again, and refuses nothing", () => {
  expect(afterAttempt(anOp({ kind: "key" }), failed(404), 0, 1).state).toBe("waiting");
  expect(afterAttempt(anOp({ kind: "lead" }), failed(404), 0, 1).state).toBe("attention");
});
