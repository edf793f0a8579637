/** Leads being written: kept after every change, several at once, until they are sent or thrown away. */

import { newId } from "../api/ids";
import type { NewLead, NewMedia, Uuid } from "../api/types";
import { base64 } from "./bytes";
import { changed } from "./changes";
import { strictly, type StoreName } from "./db";
import { mediaOf } from "./media";
import { enqueue, type WithOps } from "./ops";
import { openable, readable } from "./readable";
import type { About, Draft, Medium } from "./records";
import type { Work } from "./work";

export function emptyDraft(person: Uuid, patrol: Uuid | null, now: number): Draft {
  return {
    id: newId(now),
    person_id: person,
    category: null,
    place: null,
    place_source: "own_fix",
    fix: null,
    address: "",
    note: "",
    patrol_id: patrol,
    created_at: now,
    updated_at: now,
  };
}

export async function readDrafts(person: Uuid): Promise<Draft[]> {
  const drafts = (await readable("drafts")).filter((draft) => draft.person_id === person && !draft.step);
  return drafts.sort((a, b) => b.updated_at - a.updated_at);
}

/** Those that hold something. A draft is on the disk before the camera opens, and stays blank when the page is left there. */
export async function readBegun(person: Uuid): Promise<Draft[]> {
  const drafts = await readDrafts(person);
  const holds = await Promise.all(drafts.map(async (draft) => !isBlank(draft) || (await mediaOf(draft.id)).length > 0));
  return drafts.filter((_, n) => holds[n]);
}

/** Nothing has been written into it. */
export function isBlank({ category, note, address }: Draft): boolean {
  return category === null && note === "" && address === "";
}

/** Throw away what was begun before `before` and never held anything. */
export async function forgetBlank(person: Uuid, before: number): Promise<void> {
  const begun = new Set((await readBegun(person)).map(({ id }) => id));
  const blank = (await readDrafts(person)).filter(({ id, updated_at }) => !begun.has(id) && updated_at < before);
  for (const { id } of blank) await discardDraft(id);
}

export async function readDraft(id: Uuid): Promise<Draft | undefined> {
  return openable("drafts", id);
}

export async function saveDraft(draft: Draft): Promise<void> {
  await strictly(["drafts"], (tx) => tx.objectStore("drafts").put(draft));
  changed("drafts");
}

const OF_DRAFT = ["drafts", "media", "parts"] as const;
type OfDraft = Work<(typeof OF_DRAFT)[number]>;

/** Throw a draft away, with its photos, of which `also` has something to say in the same work. */
export async function discardDraft(
  id: Uuid,
  stores: StoreName[] = [...OF_DRAFT],
  also?: (tx: OfDraft, media: readonly Medium[]) => Promise<void>,
): Promise<void> {
  await strictly(stores, async (tx: OfDraft) => {
    const media = await tx.objectStore("media").index("by_lead").getAll(id);
    for (const medium of media) {
      await tx.objectStore("parts").delete(IDBKeyRange.bound([medium.id, 0], [medium.id, medium.parts]));
      await tx.objectStore("media").delete(medium.id);
    }
    await tx.objectStore("drafts").delete(id);
    await also?.(tx, media);
  });
  changed("drafts", "media");
}

/** A draft that can be sent: it says what and where. */
export type Complete = Draft & { category: string; place: [number, number] };

export function isComplete(draft: Draft): draft is Complete {
  return draft.category !== null && draft.place !== null;
}

/**
 * Turn a draft into a lead to be sent, not before `not_before`. In one transaction: there is never both, nor neither.
 */
export async function submitDraft(draft: Complete, build: string, now: number, not_before = 0): Promise<void> {
  await strictly(["drafts", "media", "ops", "bodies"], async (tx) => {
    const media = await tx.objectStore("media").index("by_lead").getAll(draft.id);
    const { id, person_id, category } = draft;
    const lead = leadOf(draft, media, build, now);
    const about: About = { category, address: lead.address, ...(lead.urgent && { urgent: true }) };
    const report = { id, kind: "lead", entity: id, person_id, path: `/leads/${id}`, about, not_before } as const;
    await enqueue(tx, report, lead, now);
    await enqueueMedia(tx, media, id, person_id, now);
    await tx.objectStore("drafts").delete(id);
  });
  changed("drafts", "ops", "outbox");
}

/** Put media in the outbox; they go once the op that declares them is done. */
export async function enqueueMedia(
  tx: WithOps,
  media: readonly Medium[],
  needs: Uuid,
  person_id: Uuid,
  now: number,
): Promise<void> {
  for (const { id, size: bytes, mime, derived_from } of media) {
    const kind = { film: !mime.startsWith("image/"), ...(derived_from && { copy: true }) };
    const op = { id, kind: "medium", entity: id, needs, person_id, path: `/media/${id}`, bytes, ...kind } as const;
    await enqueue(tx, op, undefined, now);
  }
}

/**
 * What is sent of a lead. `captured_at` is `now`, when the person reported it, after its photos; each of them says its
 * own time.
 */
export function leadOf(draft: Complete, media: readonly Medium[], build: string, now: number): NewLead {
  return {
    category: draft.category,
    place: { type: "Point", coordinates: draft.place },
    place_source: draft.place_source,
    fix: draft.fix,
    address: draft.address
      .replace(/[\u0000-\u001f]+/g, " ")
      .trim()
      .slice(0, 200),
    note: draft.note.replaceAll("\u0000", "").slice(0, 4000),
    urgent: draft.urgent ?? false,
    captured_at: new Date(now).toISOString(),
    patrol_id: draft.patrol_id,
    media: media.map(declared),
    app_build: build,
  };
}

export function declared(medium: Medium): NewMedia {
  const { id, sha256, size, mime, filename, source, captured_at, fix, role = "original", derived_from = null } = medium;
  const thumbnail = medium.thumbnail && base64(medium.thumbnail);
  return { id, sha256, size, mime, filename, source, captured_at, fix, thumbnail, role, derived_from };
}
