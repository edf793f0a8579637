import { expect, test } from "vitest";
import "../testing/fresh";
import { hashOf } from "../capture/hash";
import { database } from "../store/db";
import { emptyDraft, saveDraft, submitDraft, type Complete } from "../store/drafts";
import { PART_BYTES } from "../store/media";
import { saveMedium } from "../testing/media";
import type { Medium } from "../store/records";
import { entries } from "./export";

type Manifest = {
  counts: Record<string, number>;
  files: { name: string; size: number; sha256: string; declared_sha256: string }[];
  problems: { what: string; reason: string }[];
};

async function exported(): Promise<Map<string, Blob>> {
  const found = new Map<string, Blob>();
  for await (const { name, input } of entries(0, [])) {
    found.set(name, typeof input === "string" ? new Blob([input]) : input);
  }
  return found;
}

async function aMedium(id: string, size: number): Promise<Medium> {
  const bytes = new Uint8Array(size).fill(7);
  const source = { size, slice: async (a: number, b: number) => bytes.slice(a, b).buffer };
  const medium: Medium = {
    id,
    lead_id: "lead",
    person_id: "me",
    sha256: await hashOf(source),
    size,
    mime: "image/jpeg",
    filename: "店 外/1.jpg",
    source: "camera",
    captured_at: "2026-11-23T01:02:03Z",
    fix: null,
    thumbnail: new ArrayBuffer(2),
    parts: Math.ceil(size / PART_BYTES),
  };
  await saveMedium(medium, source);
  return medium;
}

async function filled(): Promise<void> {
  await aMedium("whole", 3);
  await aMedium("broken", PART_BYTES + 5);
  const draft: Complete = { ...emptyDraft("me", null, 5), id: "lead", category: "x", place: [120, 29] };
  await submitDraft(draft, "build", 6);
  await saveDraft(emptyDraft("me", null, 7));
}

test("an export has every record, every byte, and a manifest with the hashes", async () => {
  await filled();
  const files = await exported();
  expect([...files.keys()]).toEqual([
    "queue.json",
    "media/broken-店_外_1.jpg",
    "media/whole-店_外_1.jpg",
    "manifest.json",
  ]);
  const queue = JSON.parse(await files.get("queue.json")!.text()) as { ops: { id: string; body?: string }[] };
  expect(queue.ops.map(({ id }) => id).sort()).toEqual(["broken", "lead", "whole"]);
  expect(queue.ops.find(({ id }) => id === "lead")?.body).toContain('"category":"x"');
  const manifest = JSON.parse(await files.get("manifest.json")!.text()) as Manifest;
  expect(manifest.counts).toEqual({ ops: 3, drafts: 1, media: 2, unreadable: 0 });
  expect(manifest.files.every(({ sha256, declared_sha256 }) => sha256 === declared_sha256)).toBe(true);
  expect(manifest.problems).toEqual([]);
});

test("a part that is lost and a record that is damaged stop nothing, and are told", async () => {
  await filled();
  const db = await database();
  await db.delete("parts", ["broken", 1]);
  await db.put("drafts", { id: "damaged" } as never);
  const files = await exported();
  expect(files.get("media/broken-店_外_1.jpg")?.size).toBe(PART_BYTES);
  const manifest = JSON.parse(await files.get("manifest.json")!.text()) as Manifest;
  expect(manifest.counts).toMatchObject({ drafts: 1, media: 2, unreadable: 1 });
  expect(manifest.problems).toEqual([{ what: "media/broken-店_外_1.jpg", reason: expect.stringContaining("missing") }]);
});
