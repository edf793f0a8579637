/** The second officer stands by what a colleague captured: an entry in their own chain that names the colleague's. */

import { api } from "../api/client";
import type { Media, Uuid, WaitingCapture } from "../api/types";
import { changed } from "../store/changes";
import { strictly } from "../store/db";
import { readIndex } from "../store/work";
import { momentOf } from "./beacon";
import { writerFor } from "./capture";
import { append, CHAIN_STORES } from "./entries";

/** What may be confirmed: a medium, and the hash of the entry that was made when it was captured. */
export type Signed = { id: Uuid; manifest: string };

/** Originals that somebody else captured. What the app makes of one is not what anybody saw. */
export function ofOthers(media: readonly Media[], person: Uuid): Media[] {
  return media.filter(({ captured_by, derived_from }) => captured_by !== person && derived_from === null);
}

/** Captures that name this person as the second officer, not confirmed here or there. Raises `ApiError`. */
async function waitingCaptures(signal: AbortSignal): Promise<WaitingCapture[]> {
  const told = await api<WaitingCapture[]>("/evidence/entries/waiting", { signal });
  // Signed here, and not there yet.
  const signed = await Promise.all(told.map(({ medium_id }) => readIndex("entries", "by_capture", medium_id)));
  return told.filter((_, n) => !signed[n]?.some(({ kind }) => kind === "confirmed"));
}

/** The captures of one lead that wait for this person's word. Raises `ApiError`. */
export async function waitingOf(lead: Uuid, signal: AbortSignal): Promise<Signed[]> {
  const ofLead = (await waitingCaptures(signal)).filter(({ lead_id }) => lead_id === lead);
  return ofLead.map(({ medium_id, manifest }) => ({ id: medium_id, manifest }));
}

export type WaitingLead = { lead: Uuid; officer: string; at: string; n: number };

/** Leads with captures that name this person as the second officer, not confirmed here or there. Raises `ApiError`. */
export async function waitingFor(signal: AbortSignal): Promise<WaitingLead[]> {
  const leads = new Map<Uuid, WaitingLead>();
  for (const { lead_id, officer_name, captured_at } of await waitingCaptures(signal)) {
    const known = leads.get(lead_id) ?? { lead: lead_id, officer: officer_name, at: captured_at, n: 0 };
    leads.set(lead_id, { ...known, n: known.n + 1 });
  }
  return [...leads.values()];
}

/** Sign that one was there. Sent like everything else. */
export async function confirmCaptures(person: Uuid, signed: readonly Signed[]): Promise<void> {
  const [writer, moment] = [await writerFor(person), await momentOf(person, Date.now())];
  const said = signed.map(({ id, manifest }) => ({ kind: "confirmed" as const, id, fields: { manifest, ...moment } }));
  await strictly([...CHAIN_STORES], (tx) => append(tx, writer, said));
  changed("media", "ops", "outbox");
}
