import { expect, test, vi } from "vitest";
import { unlockAs } from "../testing/fresh";
import { newId } from "../api/ids";
import { hex } from "./bytes";
import { database } from "./db";
import { discardDraft, emptyDraft, isComplete, readDrafts, saveDraft, submitDraft, type Complete } from "./drafts";
import { dropBytes, mediaOf, MissingBytes, PART_BYTES, readBytes, sweepParts } from "./media";
import { saveMedium } from "../testing/media";
import { enqueue, pruneOps, readBody, readOps, retryOps, saveOp } from "./ops";
import { movePatrol, startPatrol } from "./patrols";
import { readable, unreadable } from "./readable";
import type { Medium } from "./records";
import { strictly } from "./db";

const ME = "me";

function draft(part: Partial<Complete> = {}): Complete {
  return { ...emptyDraft(ME, null, 1000), category: "beyond_storefront_trading", place: [120.3, 29.79], ...part };
}

function medium(lead: string, size: number, part: Partial<Medium> = {}): Medium {
  return {
    id: newId(),
    lead_id: lead,
    person_id: ME,
    sha256: "0".repeat(64),
    size,
    mime: "image/jpeg",
    filename: "a.jpg",
    source: "camera",
    captured_at: "2026-11-23T01:00:00.000Z",
    fix: null,
    thumbnail: null,
    parts: Math.ceil(size / PART_BYTES),
    ...part,
  };
}

function source(bytes: Uint8Array<ArrayBuffer>) {
  return { size: bytes.length, slice: async (start: number, end: number) => bytes.slice(start, end).buffer };
}

async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return hex(await crypto.subtle.digest("SHA-256", bytes));
}

/** Durabilities asked for while `act` runs. */
async function durabilities(act: () => Promise<unknown>): Promise<(string | undefined)[]> {
  await database();
  const spy = vi.spyOn(IDBDatabase.prototype, "transaction");
  await act();
  const asked = spy.mock.calls.filter(([, mode]) => mode === "readwrite").map(([, , options]) => options?.durability);
  spy.mockRestore();
  return asked;
}

test("what a person captures is written strictly", async () => {
  const it = draft();
  const asked = await durabilities(async () => {
    await saveDraft(it);
    await saveMedium(medium(it.id, 10), source(new Uint8Array(10)));
    await submitDraft(it, "build", 2000);
    await startPatrol(ME, { squad: "一组", duty_zone_id: null, duty_zone_name: null, vehicle: null }, 1000);
  });
  expect(asked.length).toBeGreaterThanOrEqual(4);
  expect(new Set(asked)).toEqual(new Set(["strict"]));
});

test("drafts are kept apart by person, the last one first", async () => {
  await saveDraft(draft({ id: "a", updated_at: 1 }));
  await saveDraft(draft({ id: "b", updated_at: 2 }));
  await unlockAs("other");
  await saveDraft(draft({ id: "c", person_id: "other" }));
  await unlockAs(ME);
  expect((await readDrafts(ME)).map(({ id }) => id)).toEqual(["b", "a"]);
});

test("a draft without category or place cannot be sent", () => {
  expect([
    isComplete(draft()),
    isComplete({ ...draft(), category: null }),
    isComplete({ ...draft(), place: null }),
  ]).toEqual([true, false, false]);
});

test("a submitted draft becomes one lead and its photos, each to be sent once", async () => {
  const it = draft({ address: "步行街\n12 号", note: "说明" });
  await saveDraft(it);
  const photo = medium(it.id, 10);
  const film = medium(it.id, 20, { mime: "video/mp4" });
  await saveMedium(photo, source(new Uint8Array(10)));
  await saveMedium(film, source(new Uint8Array(20)));
  await submitDraft(it, "build", 2000);
  const ops = await readOps();
  expect(ops.map(({ id, kind, needs, bytes, film: f }) => [id, kind, needs, bytes, f])).toEqual([
    [it.id, "lead", null, 0, false],
    [photo.id, "medium", it.id, 10, false],
    [film.id, "medium", it.id, 20, true],
  ]);
  expect(await readDrafts(ME)).toEqual([]);
  const body = JSON.parse((await readBody(it.id))!);
  expect(body).toMatchObject({
    category: it.category,
    address: "步行街 12 号",
    place: { type: "Point", coordinates: [120.3, 29.79] },
    app_build: "build",
    // When it was reported, not when the form was opened.
    captured_at: new Date(2000).toISOString(),
  });
  expect(body.media.map(({ id }: { id: string }) => id)).toEqual([photo.id, film.id]);
});

test("submitting twice leaves one lead", async () => {
  const it = draft();
  await saveDraft(it);
  await submitDraft(it, "build", 2000);
  await expect(submitDraft(it, "build", 2001)).rejects.toThrow();
  expect(await readOps()).toHaveLength(1);
});

test("a discarded draft takes its photos with it", async () => {
  const it = draft();
  const photo = medium(it.id, 10);
  await saveDraft(it);
  await saveMedium(photo, source(new Uint8Array(10)));
  await discardDraft(it.id);
  expect(await mediaOf(it.id)).toEqual([]);
  expect(await (await database()).count("parts")).toBe(0);
});

test("bytes come back as they were, also across parts", async () => {
  const size = 9 * PART_BYTES + 123;
  const bytes = new Uint8Array(size).map((_, i) => (i * 31) % 251);
  const film = medium("lead", size);
  await saveMedium(film, source(bytes));
  expect(await (await database()).count("parts")).toBe(10);
  expect(await digest(await readBytes(film.id, 0, size))).toBe(await digest(bytes));
  const [from, to] = [PART_BYTES - 5, 3 * PART_BYTES + 7];
  expect(await digest(await readBytes(film.id, from, to))).toBe(await digest(bytes.slice(from, to)));
});

test("bytes that are gone are said to be gone", async () => {
  const photo = medium("lead", 10);
  await saveMedium(photo, source(new Uint8Array(10)));
  await dropBytes(photo.id);
  await expect(readBytes(photo.id, 0, 10)).rejects.toThrow(MissingBytes);
});

test("bytes of a photo that was never finished are swept away, those being kept right now are not", async () => {
  const db = await database();
  // Made at 1,000 ms and at 10,000,000 ms.
  const old = "00000000-03e8-7000-8000-000000000001";
  const fresh = "00000098-9680-7000-8000-000000000002";
  await db.put("parts", {} as never, [old, 0]);
  await db.put("parts", {} as never, [fresh, 0]);
  expect(await sweepParts(10_000_001)).toBe(1);
  expect(await db.getAllKeys("parts")).toEqual([[fresh, 0]]);
});

test("an unreadable record is kept apart and shown, and the others go on", async () => {
  const db = await database();
  await saveDraft(draft({ id: "good" }));
  await db.put("drafts", { id: "bad" } as never);
  expect((await readable("drafts")).map(({ id }) => id)).toEqual(["good"]);
  expect(await unreadable()).toMatchObject([
    { store: "drafts", key: '"bad"', reason: "person_id: string expected", value: { id: "bad" } },
  ]);
  expect(await db.get("drafts", "bad")).toBeUndefined();
});

test("a refused op can be tried again from the start", async () => {
  await saveDraft(draft({ id: "a" }));
  await submitDraft(draft({ id: "a" }), "build", 1);
  const [op] = await readOps();
  await saveOp({
    ...op!,
    state: "attention",
    attempts: 3,
    trouble: { status: 422, code: "", zh: "", en: "", fields: [] },
  });
  await retryOps(["a"]);
  expect((await readOps())[0]).toMatchObject({ state: "waiting", attempts: 0, trouble: null });
});

test("what was sent is forgotten at once, that it was sent after a week", async () => {
  await submitDraft(draft({ id: "a" }), "build", 1);
  const [op] = await readOps();
  await saveOp({ ...op!, state: "done", done_at: 1000 });
  await pruneOps(2000);
  expect([await readBody("a"), (await readOps()).length]).toEqual([undefined, 1]);
  await pruneOps(1001 + 7 * 24 * 3_600_000);
  expect(await readOps()).toEqual([]);
});

test("an op and what it is about are written together or not at all", async () => {
  await expect(
    strictly(["patrols", "ops", "bodies"], async (tx) => {
      await enqueue(tx as never, { id: "x", kind: "patrol", entity: "x", person_id: ME, path: "/x" }, {}, 0);
      throw new Error("the tab died");
    }),
  ).rejects.toThrow("the tab died");
  expect(await readOps()).toEqual([]);
});

test("pause, resume and end are sent in order, and only when they mean something", async () => {
  const patrol = await startPatrol(
    ME,
    { squad: "一组", duty_zone_id: null, duty_zone_name: null, vehicle: null },
    1000,
  );
  await movePatrol(patrol.id, "resume", 1500);
  await movePatrol(patrol.id, "pause", 2000);
  await movePatrol(patrol.id, "pause", 2500);
  await movePatrol(patrol.id, "resume", 5000);
  const ended = await movePatrol(patrol.id, "end", 9000);
  await movePatrol(patrol.id, "resume", 9500);
  expect(ended).toMatchObject({ state: "ended", ended_at: 9000, paused_ms: 3000 });
  const bodies = await Promise.all((await readOps()).map(async ({ id }) => JSON.parse((await readBody(id))!).kind));
  expect(bodies).toEqual([undefined, "pause", "resume", "end"]);
});
