/** Taking back what has not begun to be sent, and sending again, as something new, what was refused. */

import { newId } from "../api/ids";
import type { NewAddition, NewLead, Uuid } from "../api/types";
import { changed } from "./changes";
import { strictly } from "./db";
import { emptyDraft, saveDraft } from "./drafts";
import { momentOf } from "../chain/beacon";
import { keepCaptured, writerFor } from "../chain/capture";
import { deletions } from "../chain/discard";
import { append, captureEntry, CHAIN_STORES, momentIn, secondIn } from "../chain/entries";
import { readBytes, readMedium } from "./media";
import { findOp, readBody, readOps, type WithOps } from "./ops";
import type { Draft, Op } from "./records";

/**
 * Take something back out of the outbox: what was written is a draft again, with its photos. Null when sending has
 * begun meanwhile, or something else waits for it: then nothing is done, for the server may have it.
 */
export async function takeBack(id: Uuid): Promise<"draft" | "gone" | null> {
  const body = await readBody(id);
  if (body === undefined) return null;
  const done = await strictly(["drafts", "media", "ops", "bodies"], async (tx) => {
    const group = ((await tx.objectStore("ops").getAll()) as Op[]).filter((op) => op.id === id || op.needs === id);
    const op = group.find((one) => one.id === id);
    const begun = group.some((one) => one.frozen_at !== null || (one.kind === "step" && one.id !== id));
    if (!op || begun) return null;
    const draft = draftOf(op, JSON.parse(body), id);
    if (draft) {
      await tx.objectStore("drafts").put(draft);
      await giveBack(tx, group, id);
    }
    await forget(tx, group);
    return draft ? "draft" : "gone";
  });
  if (done) changed("drafts", "media", "ops", "outbox");
  return done;
}

/** Wait no longer: send it now. */
export async function letGo(id: Uuid): Promise<void> {
  const held = await strictly(["ops"], async (tx) => {
    const op = (await tx.objectStore("ops").index("by_id").get(id)) as Op | undefined;
    if (!op || op.frozen_at !== null || op.not_before === 0) return false;
    await tx.objectStore("ops").put({ ...op, not_before: 0 });
    return true;
  });
  if (held) changed("ops", "outbox");
}

/** The photos of what is a draft again belong to the draft. */
async function giveBack(tx: WithOps, group: readonly Op[], draft: Uuid): Promise<void> {
  for (const { id, kind } of group) {
    const medium = kind === "medium" ? await tx.objectStore("media").get(id) : undefined;
    if (medium) await tx.objectStore("media").put({ ...medium, lead_id: draft });
  }
}

async function forget(tx: WithOps, ops: readonly Op[]): Promise<void> {
  for (const op of ops) {
    await tx.objectStore("ops").delete(op.n);
    await tx.objectStore("bodies").delete(op.id);
  }
}

/** What was sent, as the draft it was made of; null for what was told with one tap. */
function draftOf(op: Op, body: unknown, id: Uuid): Draft | null {
  const act = op.about?.act;
  const draft = { ...emptyDraft(op.person_id, null, op.created_at), id };
  if (op.kind === "lead") {
    const { category, place, place_source, fix, address, note, urgent, patrol_id, captured_at } = body as NewLead;
    const at = { created_at: Date.parse(captured_at), updated_at: op.created_at };
    return { ...draft, ...at, category, place: place.coordinates, place_source, fix, address, note, patrol_id, ...(urgent && { urgent }) };
  }
  if (!op.about || (act !== "add" && act !== "handle")) return null;
  return { ...draft, note: (body as NewAddition).note, step: { lead_id: op.entity, act, about: op.about } };
}

/**
 * Make a new draft, under new ids, of a lead or step that was refused; the refused one goes. Its id. Null when it has
 * been taken after all, or can no longer be read.
 */
export async function asNew(id: Uuid): Promise<Uuid | null> {
  const [op, body] = [await findOp(id), await readBody(id)];
  if (!op || body === undefined || (op.state !== "attention" && op.state !== "conflict")) return null;
  const draft = draftOf(op, JSON.parse(body), newId());
  if (!draft) return null;
  const group = (await readOps()).filter((one) => one.id === id || (one.needs === id && one.kind === "medium"));
  const media = group.filter(({ kind }) => kind === "medium").map((one) => one.id);
  const ids = new Map(media.map((medium) => [medium, newId()]));
  // On the disk first: the entries of the copies say which lead they belong to.
  await saveDraft(draft);
  for (const medium of media) await copied(medium, draft.id, ids);
  const [writer, moment] = [await writerFor(op.person_id), await momentOf(op.person_id, Date.now())];
  await strictly([...CHAIN_STORES], async (tx) => {
    const gone = (await Promise.all(media.map((medium) => tx.objectStore("media").get(medium)))).filter((one) => !!one);
    for (const medium of media) {
      await tx.objectStore("parts").delete(IDBKeyRange.bound([medium, 0], [medium, Infinity]));
      await tx.objectStore("media").delete(medium);
    }
    await forget(tx, group);
    await append(tx, writer, await deletions(gone, "renamed", moment));
  });
  changed("drafts", "media", "ops");
  return draft.id;
}

/** The same bytes under an id the server has never heard of. Raises `MissingBytes`. */
async function copied(medium: Uuid, owner: Uuid, ids: ReadonlyMap<Uuid, Uuid>): Promise<void> {
  const [old, id] = [await readMedium(medium), ids.get(medium)];
  if (!old || id === undefined) return;
  // A copy goes on being made from the original beside it.
  const from = old.derived_from ? (ids.get(old.derived_from) ?? null) : null;
  const slice = async (start: number, end: number) => (await readBytes(medium, start, end)).buffer;
  const entry = await captureEntry(medium);
  const moment = entry ? momentIn(entry) : await momentOf(old.person_id, Date.parse(old.captured_at));
  await keepCaptured({ ...old, id, lead_id: owner, derived_from: from }, { size: old.size, slice }, moment, entry && secondIn(entry));
}
