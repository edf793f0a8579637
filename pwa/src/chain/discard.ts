/** Throwing away what was captured and not sent: it goes, and a signed entry says that it did, and why. */

import { changed } from "../store/changes";
import { strictly } from "../store/db";
import { discardDraft } from "../store/drafts";
import type { Uuid } from "../api/types";
import type { Medium } from "../store/records";
import { momentOf } from "./beacon";
import { writerFor } from "./capture";
import { append, captureEntry, CHAIN_STORES, type Said, type WithChain } from "./entries";
import type { Moment } from "./records";

/** What a person can say; the first is what is said when nobody says anything. */
export const REASONS = ["other", "blurred", "wrong_place", "duplicate"] as const;
export type Reason = (typeof REASONS)[number];
/** What the app does by itself: drawn on anew; sent once more under another id after a refusal. */
type OwnReason = "replaced" | "renamed";

/** Remove a medium that nobody has sent yet, and what was made of it. */
export async function discardWithDerived(medium: Medium, reason: Reason | OwnReason): Promise<void> {
  const [writer, moment] = await begun(medium.person_id);
  await strictly([...CHAIN_STORES], async (tx) => {
    const beside = await tx.objectStore("media").index("by_lead").getAll(medium.lead_id);
    const gone = beside.filter(({ id, derived_from }) => id === medium.id || derived_from === medium.id);
    for (const { id } of gone) {
      await tx.objectStore("parts").delete(IDBKeyRange.bound([id, 0], [id, Infinity]));
      await tx.objectStore("media").delete(id);
    }
    await append(tx, writer, await deletions(gone, reason, moment));
  });
  changed("media", "ops", "outbox");
}

/** Throw a draft away, with its photos. */
export async function discardCapturedDraft(id: Uuid, person: Uuid, reason: Reason): Promise<void> {
  const [writer, moment] = await begun(person);
  await discardDraft(id, [...CHAIN_STORES], async (tx, media) => {
    await append(tx as WithChain, writer, await deletions(media, reason, moment));
  });
  changed("ops", "outbox");
}

/** Of those that have an entry: what was captured before there was a chain is in nobody's count. */
export async function deletions(gone: readonly Medium[], reason: Reason | OwnReason, moment: Moment): Promise<Said[]> {
  const said = gone.map(async ({ id }): Promise<Said[]> => {
    return (await captureEntry(id)) ? [{ kind: "deleted", id, fields: { reason, ...moment } }] : [];
  });
  return (await Promise.all(said)).flat();
}

async function begun(person: Uuid) {
  return [await writerFor(person), await momentOf(person, Date.now())] as const;
}
