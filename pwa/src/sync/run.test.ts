import { afterEach, beforeEach, expect, test, vi } from "vitest";
import "../testing/fresh";
import type { Me } from "../api/types";
import { emptyDraft, submitDraft, type Complete } from "../store/drafts";
import { writeMe } from "../store/keyed";
import { readOps } from "../store/ops";
import { readChunks, readRows } from "../store/chunks";
import { appendFix, startPatrol } from "../store/patrols";
import type { Op } from "../store/records";
import type { Standing } from "./identity";
import type { Outcome } from "./queue";
import { Runner, TICK_MS, type Outside } from "./run";
import { troubleOf } from "./send";
import { sync } from "./state";

const ME = { id: "me", name: "队员01", permissions: {} } as unknown as Me;

/** A server that does as it is told, and what it was asked. */
class Server implements Outside {
  now_ms = 1_000_000;
  standing_is: Standing = "same";
  asked: string[] = [];
  questions = 0;
  answer: (op: Op) => Outcome = () => ({ end: "done" });
  chunk_answer: () => Outcome = () => ({ end: "done" });
  now = () => this.now_ms;
  random = () => 1;
  standing = async () => {
    this.questions++;
    return this.standing_is;
  };
  sendOp: Outside["sendOp"] = async (op) => {
    this.asked.push(op.id);
    return this.answer(op);
  };
  receipts = async () => undefined;
  sendChunk = async (chunk: { first_seq: number; count: number }) => {
    this.asked.push(`track ${chunk.first_seq}+${chunk.count}`);
    return { outcome: this.chunk_answer(), acked: -1 };
  };
}

function failed(status: number): Outcome {
  return { end: "failed", status, trouble: troubleOf(status, "", "", "", []), retryAfterS: null };
}

async function lead(id: string): Promise<void> {
  const draft: Complete = { ...emptyDraft("me", null, 1), id, category: "x", place: [120, 29] };
  await submitDraft(draft, "build", 1);
}

let server: Server;
let runner: Runner;
beforeEach(async () => {
  server = new Server();
  runner = new Runner(server);
  await writeMe(ME);
});
afterEach(() => runner.stop());

test("everything that waits is sent, once", async () => {
  await lead("a");
  await lead("b");
  await runner.drain();
  await runner.drain();
  expect(server.asked.sort()).toEqual(["a", "b"]);
  expect((await readOps()).map(({ state, frozen_at }) => [state, frozen_at])).toEqual([
    ["done", 1_000_000],
    ["done", 1_000_000],
  ]);
  expect(sync.get()).toMatchObject({ reach: "online", busy: false, last_success: 1_000_000 });
});

test("without a network nothing is tried but the question who we are, and that ever more rarely", async () => {
  await lead("a");
  server.standing_is = "silent";
  await runner.drain();
  await runner.drain();
  expect([server.asked, server.questions, sync.get().reach]).toEqual([[], 1, "offline"]);
  server.now_ms += 1000;
  await runner.drain();
  server.now_ms += 1999;
  await runner.drain();
  expect(server.questions).toBe(2);
  server.now_ms += 1;
  await runner.drain();
  expect(server.questions).toBe(3);
});

test("a clock that is put back by two days holds nothing up", async () => {
  await lead("a");
  server.now_ms = 1_000_000_000_000;
  server.standing_is = "silent";
  await runner.drain();
  server.standing_is = "same";
  server.now_ms -= 48 * 3_600_000;
  await runner.drain();
  expect(server.asked).toEqual(["a"]);
});

test("when the network is back it goes on at once", async () => {
  await lead("a");
  server.standing_is = "silent";
  await runner.drain();
  server.standing_is = "same";
  await runner.hurry();
  expect(server.asked).toEqual(["a"]);
});

test("an answer that is lost on the way stops the round and leaves the op as it was", async () => {
  await lead("a");
  server.answer = () => failed(0);
  await runner.drain();
  const [op] = await readOps();
  expect([op?.state, op?.attempts, sync.get().reach]).toEqual(["waiting", 0, "offline"]);
});

test("a session that has ended stops everything and keeps the queue; signing in goes on", async () => {
  await lead("a");
  server.answer = () => failed(401);
  await runner.drain();
  expect(sync.get().signed_out).toBe(true);
  server.standing_is = "out";
  await runner.hurry();
  expect(server.asked).toEqual(["a"]);
  server.standing_is = "same";
  server.answer = () => ({ end: "done" });
  await runner.hurry();
  expect(server.asked).toEqual(["a", "a"]);
  expect(sync.get().signed_out).toBe(false);
  expect((await readOps())[0]?.state).toBe("done");
});

test("nothing is sent in the name of somebody else who has signed in", async () => {
  await lead("a");
  server.standing_is = "other";
  await runner.drain();
  expect([server.asked, sync.get().signed_out]).toEqual([[], true]);
});

test("a refused lead blocks no other", async () => {
  await lead("bad");
  await lead("good");
  server.answer = (op) => (op.id === "bad" ? failed(422) : { end: "done" });
  await runner.drain();
  expect(Object.fromEntries((await readOps()).map(({ id, state }) => [id, state]))).toEqual({
    bad: "attention",
    good: "done",
  });
});

test("a server in trouble is asked again when its time has come", async () => {
  await lead("a");
  server.answer = () => failed(503);
  await runner.drain();
  await runner.drain();
  expect(server.asked).toEqual(["a"]);
  server.now_ms += 1000;
  server.answer = () => ({ end: "done" });
  await runner.drain();
  expect(server.asked).toEqual(["a", "a"]);
});

test("the patrol goes before its track, and the track is gone when it has been received", async () => {
  const patrol = await startPatrol(
    "me",
    { squad: "一组", duty_zone_id: null, duty_zone_name: null, vehicle: null },
    1000,
  );
  for (let n = 1; n <= 60; n++) {
    const reading = {
      at: 1000 + n * 1000,
      lon: 120,
      lat: 29,
      accuracy_m: 5,
      altitude_m: null,
      speed_ms: null,
      heading_deg: null,
    };
    await appendFix(patrol.id, reading, "none", { level: null, charging: false });
  }
  await runner.drain();
  await runner.drain();
  expect(server.asked).toEqual([patrol.id, "track 0+60"]);
  expect([await readRows(), await readChunks()]).toEqual([[], []]);
});

test("an afternoon without a network leaves one small chunk and whole rows, not thousands of chunks", async () => {
  const patrol = await startPatrol(
    "me",
    { squad: "一组", duty_zone_id: null, duty_zone_name: null, vehicle: null },
    1000,
  );
  await runner.drain();
  server.chunk_answer = () => failed(0);
  for (let n = 1; n <= 100; n++) {
    const reading = {
      at: 1000 + n * 1000,
      lon: 120,
      lat: 29,
      accuracy_m: 5,
      altitude_m: null,
      speed_ms: null,
      heading_deg: null,
    };
    await appendFix(patrol.id, reading, "none", { level: null, charging: false });
    if (n % 10 === 0) await runner.hurry();
  }
  expect((await readChunks()).map(({ first_seq, count }) => [first_seq, count])).toEqual([[0, 10]]);
  server.chunk_answer = () => ({ end: "done" });
  await runner.hurry();
  expect(server.asked.slice(-2)).toEqual(["track 0+10", "track 10+90"]);
});

/** Makes one op take until it is released or broken off; the others are answered at once. */
function holding(id: string): { release: () => void } {
  const held = { release: () => undefined as void };
  server.sendOp = (op, _progress, signal) => {
    server.asked.push(op.id);
    if (op.id !== id) return Promise.resolve({ end: "done" });
    return new Promise((resolve) => {
      held.release = () => resolve({ end: "done" });
      signal.addEventListener("abort", () => resolve(failed(0)));
    });
  };
  return held;
}

async function until(happened: () => boolean): Promise<void> {
  while (!happened()) await new Promise((resolve) => setTimeout(resolve, 1));
}

test("something new does not wait for a long upload to end", async () => {
  await lead("long");
  const held = holding("long");
  const draining = runner.drain();
  await until(() => server.asked.includes("long"));
  await lead("new");
  void runner.drain();
  await until(() => server.asked.includes("new"));
  held.release();
  await draining;
  expect((await readOps()).map(({ state }) => state)).toEqual(["done", "done"]);
});

test("the track goes on while a long upload runs", async () => {
  const patrol = await startPatrol(
    "me",
    { squad: "一组", duty_zone_id: null, duty_zone_name: null, vehicle: null },
    1000,
  );
  await runner.drain();
  await lead("long");
  const held = holding("long");
  const draining = runner.drain();
  await until(() => server.asked.includes("long"));
  const reading = { at: 2000, lon: 120, lat: 29, accuracy_m: 5, altitude_m: null, speed_ms: null, heading_deg: null };
  await appendFix(patrol.id, reading, "none", { level: null, charging: false });
  void runner.drain();
  await until(() => server.asked.includes("track 0+1"));
  held.release();
  await draining;
});

test("before somebody signs out, what is under way is broken off and kept, and nothing more begins", async () => {
  await lead("a");
  holding("a");
  const draining = runner.drain();
  await until(() => server.asked.includes("a"));
  await lead("b");
  await Promise.all([runner.quiet(), draining]);
  expect(server.asked).toEqual(["a"]);
  expect((await readOps()).map(({ state }) => state)).toEqual(["waiting", "waiting"]);
});

test("a disk that could not write once is no reason to stop sending", async () => {
  await lead("a");
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const begin = IDBDatabase.prototype.transaction;
  const full = vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(function (this: IDBDatabase, ...words) {
    if (words[1] === "readwrite") throw new DOMException("no room", "QuotaExceededError");
    return begin.apply(this, words);
  });
  await expect(runner.drain()).rejects.toThrow("no room");
  expect([server.asked, sync.get().busy]).toEqual([[], false]);
  full.mockRestore();
  vi.advanceTimersByTime(TICK_MS);
  vi.useRealTimers();
  await until(() => server.asked.includes("a"));
  await runner.drain();
});
