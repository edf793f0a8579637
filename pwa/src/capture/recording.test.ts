import { expect, test } from "vitest";
import "../testing/fresh";
import { hex } from "../store/bytes";
import { database } from "../store/db";
import { emptyDraft, readDrafts, saveDraft, submitDraft, type Complete } from "../store/drafts";
import { discardWithDerived } from "../chain/discard";
import { derivedOf } from "../store/derived";
import { mediaOf, PART_BYTES, readBytes, sweepParts } from "../store/media";
import { saveMedium } from "../testing/media";
import { readOps, saveOp } from "../store/ops";
import type { Medium } from "../store/records";
import { beginRecording, openRecordings, type Recording } from "../store/recording";
import { letGo, takeBack } from "../store/take_back";
import { recover } from "./recover";

const ME = "me";
const ID = "01940000-0000-7000-8000-000000000001";

function recording(lead: string): Recording {
  return {
    id: ID,
    lead_id: lead,
    person_id: ME,
    mime: "video/webm",
    filename: "film.webm",
    source: "camera",
    role: "original",
    captured_at: "2026-11-23T01:00:00.000Z",
    fix: null,
    size: 0,
  };
}

async function slices(lead: string): Promise<Uint8Array<ArrayBuffer>> {
  const whole = new Uint8Array(2 * PART_BYTES + 500).map((_, i) => (i * 7) % 253);
  const writer = await beginRecording(recording(lead));
  for (const [from, to] of [[0, 10], [10, PART_BYTES], [PART_BYTES, PART_BYTES + 1], [PART_BYTES + 1, whole.length]]) {
    await writer.append(whole.slice(from, to));
  }
  return whole;
}

test("what was recorded when the browser died is found again, whole and said to be cut short", async () => {
  const draft = emptyDraft(ME, null, 1000);
  await saveDraft(draft);
  const whole = await slices(draft.id);
  expect(await recover(ME)).toBe(1);
  const [film] = await mediaOf(draft.id);
  expect(film).toMatchObject({ id: ID, size: whole.length, parts: 3, cut_short: true, filename: "film-cut-short.webm" });
  expect(film!.sha256).toBe(hex(await crypto.subtle.digest("SHA-256", whole)));
  // By their hash: comparing two million numbers one by one takes longer than a test may.
  const kept = await readBytes(ID, 0, whole.length);
  expect(hex(await crypto.subtle.digest("SHA-256", kept))).toBe(film!.sha256);
  expect(await openRecordings()).toEqual([]);
  expect(await recover(ME)).toBe(0);
});

test("a recording whose draft is gone gets a new one; somebody else's is left alone", async () => {
  const whole = await slices("gone");
  expect(await recover("somebody else")).toBe(0);
  expect(await sweepParts(Date.now()), "bytes of somebody who may come back").toBe(0);
  expect(await recover(ME)).toBe(1);
  const [draft] = await readDrafts(ME);
  expect((await mediaOf(draft!.id)).map(({ id }) => id)).toEqual([ID]);
  expect(await readBytes(ID, 0, whole.length)).toHaveLength(whole.length);
});

test("a recording that cannot be read keeps no other one back, and is tried again", async () => {
  const lost = { ...recording("gone"), id: "01930000-0000-7000-8000-000000000001", size: 5 };
  await beginRecording(lost);
  await slices("gone");
  expect(await recover(ME)).toBe(1);
  expect((await openRecordings()).map(({ id }) => id)).toEqual([lost.id]);
});

test("what is being recorded lies there sealed", async () => {
  await beginRecording(recording("lead"));
  const db = await database();
  const clear = JSON.stringify([await db.getAll("own"), await db.getAll("keyed")]);
  expect(await openRecordings()).toHaveLength(1);
  expect(clear).not.toContain("film.webm");
});

test("a recording without a byte is nothing", async () => {
  await beginRecording(recording("lead"));
  expect(await recover(ME)).toBe(0);
  expect(await openRecordings()).toEqual([]);
});

function medium(id: string, lead: string, part: Partial<Medium> = {}): Medium {
  return { ...recording(lead), id, size: 1, sha256: "0", thumbnail: null, parts: 1, ...part };
}
const one = { size: 1, slice: async () => new ArrayBuffer(1) };

test("what was made of a photo goes with it", async () => {
  await saveMedium(medium("a", "lead"), one);
  await saveMedium(medium("b", "lead", { role: "stamped", derived_from: "a" }), one);
  await saveMedium(medium("c", "lead"), one);
  const all = await mediaOf("lead");
  expect(derivedOf(all, "a", "stamped")?.id).toBe("b");
  expect(derivedOf(all, "a", "annotated")).toBeUndefined();
  await discardWithDerived(all[0]!, "other");
  expect((await mediaOf("lead")).map(({ id }) => id)).toEqual(["c"]);
});

async function handedOver(): Promise<Complete> {
  const draft: Complete = { ...emptyDraft(ME, null, 1000), category: "fumes", place: [120, 29] };
  await saveDraft(draft);
  await saveMedium(medium("a", draft.id), one);
  await submitDraft(draft, "build", 2000, 10_000);
  return draft;
}

test("a lead that waits can be taken back, and is a draft again with its photos", async () => {
  const draft = await handedOver();
  expect((await readOps())[0]).toMatchObject({ id: draft.id, not_before: 10_000 });
  expect(await takeBack(draft.id)).toBe("draft");
  expect([await readOps(), await readDrafts(ME)]).toEqual([[], [{ ...draft, created_at: 2000, updated_at: 2000 }]]);
  expect(await mediaOf(draft.id)).toHaveLength(1);
  await submitDraft(draft, "build", 3000);
  expect(await readOps()).toHaveLength(2);
});

test("a lead that is being sent cannot be taken back", async () => {
  const draft = await handedOver();
  const [op] = await readOps();
  await saveOp({ ...op!, frozen_at: 2500 });
  expect(await takeBack(draft.id)).toBeNull();
  expect([(await readOps()).length, await readDrafts(ME)]).toEqual([2, []]);
});

test("a lead that need not wait any more goes at once", async () => {
  const draft = await handedOver();
  await letGo(draft.id);
  expect((await readOps()).map(({ not_before }) => not_before)).toEqual([0, 0]);
});
