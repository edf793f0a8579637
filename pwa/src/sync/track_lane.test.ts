import { expect, test } from "vitest";
import { aChunk, anOp } from "../testing/ops";
import { troubleOf } from "./send";
import { chunkAfter, mayFreeze, nextChunk, unknownPatrols } from "./track_lane";

const NONE: ReadonlySet<string> = new Set();
const failed = (status: number) =>
  ({ end: "failed", status, trouble: troubleOf(status, "", "", "", []), retryAfterS: null }) as const;

test("chunks go in order while there are few", () => {
  const chunks = [aChunk({ first_seq: 10 }), aChunk({ first_seq: 0 })];
  expect(nextChunk(chunks, NONE, "me", 0)?.first_seq).toBe(0);
});

test("far behind, the newest goes first", () => {
  const chunks = [aChunk({ first_seq: 0, count: 1000 }), aChunk({ first_seq: 1000, count: 500 })];
  expect(nextChunk(chunks, NONE, "me", 0)?.first_seq).toBe(1000);
});

test("fixes wait until the server knows their patrol", () => {
  const unknown = unknownPatrols([anOp({ id: "patrol", kind: "patrol" })]);
  expect(nextChunk([aChunk()], unknown, "me", 0)).toBeUndefined();
  expect(
    nextChunk([aChunk()], unknownPatrols([anOp({ id: "patrol", kind: "patrol", state: "done" })]), "me", 0),
  ).toBeDefined();
});

test("nothing of somebody else, nothing refused, nothing before its time", () => {
  const chunks = [aChunk({ person_id: "other" }), aChunk({ state: "attention" }), aChunk({ not_before: 1 })];
  expect(nextChunk(chunks, NONE, "me", 0)).toBeUndefined();
});

test("no new chunk is frozen while one could not be delivered, unless it was refused", () => {
  expect(mayFreeze([aChunk()], "me")).toBe(false);
  expect(mayFreeze([aChunk({ state: "attention" })], "me")).toBe(true);
  expect(mayFreeze([], "me")).toBe(true);
});

test("a delivered chunk may go; a refused one is kept with its reason", () => {
  expect(chunkAfter(aChunk(), { end: "done" }, 0, 0)).toBeNull();
  expect(chunkAfter(aChunk(), failed(422), 0, 0)?.state).toBe("attention");
  expect(chunkAfter(aChunk(), failed(409), 0, 0)?.state).toBe("conflict");
  const chunk = aChunk();
  expect(chunkAfter(chunk, failed(0), 0, 0)).toBe(chunk);
  expect(chunkAfter(chunk, failed(503), 0, 1)).toMatchObject({ state: "waiting", attempts: 1, not_before: 1000 });
});
