import { expect, test } from "vitest";
import "../testing/fresh";
import { emptyDraft, readDraft, readDrafts, submitDraft, type Complete } from "./drafts";
import { mediaOf, readBytes } from "./media";
import { saveMedium } from "../testing/media";
import { findOp, freezeOp, readBody, readOps, saveOp } from "./ops";
import type { DraftStep, Medium } from "./records";
import { openStep, submitStep, tellSetOut } from "./steps";
import { asNew, takeBack } from "./take_back";

const ABOUT = { category: "x", address: "步森大道" };
const STEP: DraftStep = { lead_id: "lead", act: "add", about: ABOUT };

async function photo(id: string, owner: string): Promise<void> {
  const bytes = new Uint8Array([1, 2, 3]).buffer;
  const medium: Medium = {
    id,
    lead_id: owner,
    person_id: "me",
    sha256: "0",
    size: 3,
    mime: "image/jpeg",
    filename: "a.jpg",
    source: "camera",
    captured_at: "2026-11-23T01:02:03Z",
    fix: null,
    thumbnail: null,
    parts: 1,
  };
  await saveMedium(medium, { size: 3, slice: async (a, b) => bytes.slice(a, b) });
}

async function submitted(id: string): Promise<void> {
  await photo(`${id}-photo`, id);
  const draft: Complete = { ...emptyDraft("me", "patrol", 5), id, category: "x", place: [120, 29], note: "看到" };
  await submitDraft(draft, "build", 6);
}

test("what has not begun to be sent becomes a draft again, with its photos and the moment it was reported", async () => {
  await submitted("lead");
  expect(await takeBack("lead")).toBe("draft");
  expect(await readOps()).toEqual([]);
  expect(await readBody("lead")).toBeUndefined();
  expect(await readDraft("lead")).toMatchObject({ note: "看到", place: [120, 29], created_at: 6, patrol_id: "patrol" });
  expect((await mediaOf("lead")).map(({ id }) => id)).toEqual(["lead-photo"]);
});

test("what may have reached the server cannot be taken back", async () => {
  await submitted("lead");
  await freezeOp("lead", 7);
  expect(await takeBack("lead")).toBeNull();
  expect((await readOps()).length).toBe(2);
});

test("what has been taken back is not sent", async () => {
  await submitted("lead");
  await takeBack("lead");
  expect(await freezeOp("lead", 7)).toBeUndefined();
  expect(await readOps()).toEqual([]);
});

test("a lead that something else waits for stays", async () => {
  await submitted("lead");
  await tellSetOut({ lead: "lead", person: "me", about: ABOUT }, 8);
  expect(await takeBack("lead")).toBeNull();
});

test("an addition is one draft a lead, apart from the drafts of leads, and its photos become the lead's", async () => {
  const draft = await openStep("me", STEP, 5);
  expect((await openStep("me", STEP, 9)).id).toBe(draft.id);
  expect(await readDrafts("me")).toEqual([]);
  await photo("p", draft.id);
  await submitStep({ ...draft, step: STEP, note: " 又来了 " }, 10);
  const [step, medium] = await readOps();
  expect(step).toMatchObject({ kind: "step", entity: "lead", needs: "lead", path: `/leads/lead/additions/${draft.id}` });
  expect(step?.about).toEqual({ ...ABOUT, act: "add" });
  expect(medium).toMatchObject({ kind: "medium", id: "p", needs: draft.id });
  expect(JSON.parse((await readBody(draft.id)) ?? "")).toMatchObject({ note: "又来了", media: [{ id: "p" }] });
  expect((await mediaOf("lead")).map(({ id }) => id)).toEqual(["p"]);
  expect(await takeBack(draft.id)).toBe("draft");
  expect((await mediaOf(draft.id)).map(({ id }) => id)).toEqual(["p"]);
  expect((await readDraft(draft.id))?.step).toEqual({ ...STEP, about: { ...ABOUT, act: "add" } });
});

test("what was told with one tap is simply gone when it is taken back", async () => {
  await tellSetOut({ lead: "lead", person: "me", about: ABOUT }, 8);
  const [op] = await readOps();
  expect(await takeBack(op?.id ?? "")).toBe("gone");
  expect(await readOps()).toEqual([]);
});

test("a refused lead becomes a new draft under new ids, with the same bytes", async () => {
  await submitted("lead");
  const op = await findOp("lead");
  expect(await asNew("lead")).toBeNull();
  if (op) await saveOp({ ...op, state: "attention", frozen_at: 7 });
  const id = await asNew("lead");
  expect(id).not.toBe("lead");
  expect((await readOps()).filter(({ kind }) => kind !== "key" && kind !== "entry")).toEqual([]);
  const [medium] = await mediaOf(id ?? "");
  expect(medium?.id).not.toBe("lead-photo");
  expect([...(await readBytes(medium?.id ?? "", 0, 3))]).toEqual([1, 2, 3]);
  expect(await mediaOf("lead")).toEqual([]);
});
