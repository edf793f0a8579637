/** The server's signed word that it holds what was sent: asked for, checked against the pinned key, kept. */

import { api, ApiError } from "../api/client";
import type { Uuid } from "../api/types";
import { changed } from "../store/changes";
import { database, strictly } from "../store/db";
import { readMedium } from "../store/media";
import { readOps } from "../store/ops";
import { oncePerTurn } from "../store/once";
import { openable } from "../store/readable";
import type { Medium, Op } from "../store/records";
import { holds } from "./p256";
import type { Receipt, SignedText } from "./records";

const FORM = "fengxun/receipt/v1";
const pinOf = (person: Uuid): [Uuid, string] => [person, "receipt_key"];

/** Ask for the key that receipts are signed with, where none is pinned yet or `anew`. Raises `ApiError`. */
export async function pinReceiptKey(person: Uuid, anew: boolean): Promise<void> {
  if (!anew && (await pinned(person))) return;
  const { public_key } = await api<{ public_key: string }>("/evidence/receipt-key");
  await strictly(["own"], (tx) => tx.objectStore("own").put(public_key, pinOf(person)));
}

async function pinned(person: Uuid): Promise<string | undefined> {
  return (await openable("own", pinOf(person))) as string | undefined;
}

/** Whether this is the word of whoever holds that key, about these very bytes. */
export async function isGood({ text, signature }: SignedText, medium: Medium, key: string): Promise<boolean> {
  return names(text, medium) && (await holds(key, text, signature));
}

/** Whether the text is a receipt for these bytes. */
export function names(text: string, { id, sha256, size }: Medium): boolean {
  const [form, whose, hash, , length] = text.split("\n");
  return form === FORM && whose === id && hash === sha256 && length === String(size);
}

/** What cannot be had now is asked for in another round; so many are enough to see that. */
const MOST_MISSES = 3;
/** How often each was asked for in vain in this life of the page: what was, waits for those that were less often. */
const missed = new Map<Uuid, number>();

/**
 * Ask for the receipts of all that the server has and of which bytes are still here. What an entry that is still to be
 * sent tells of waits for it: a receipt names its entry, and is made once. Stops when the line breaks.
 */
export async function collectReceipts(person: Uuid, signal: AbortSignal): Promise<void> {
  const key = await pinned(person);
  if (!key) return;
  const here = await bytesHere();
  let misses = 0;
  for (const id of owed(await readOps(), person, here, await proven(here), missed)) {
    const medium = await readMedium(id);
    if (!medium) continue;
    try {
      if (await keep(medium, await api<SignedText>(`/media/${id}/receipt`, { signal }), key)) continue;
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) return;
    }
    missed.set(id, (missed.get(id) ?? 0) + 1);
    if (++misses >= MOST_MISSES) return;
  }
}

/** The media to ask for: what was asked for in vain least often first, then the oldest. Pure. */
export function owed(
  ops: readonly Op[],
  person: Uuid,
  here: ReadonlySet<Uuid>,
  known: ReadonlySet<Uuid>,
  vain: ReadonlyMap<Uuid, number> = new Map(),
): Uuid[] {
  const coming = new Set(ops.filter(({ kind, state }) => kind === "entry" && state === "waiting").map((op) => op.capture));
  return ops
    .filter((op) => op.kind === "medium" && op.state === "done" && op.person_id === person)
    .map(({ id }) => id)
    .filter((id) => here.has(id) && !known.has(id) && !coming.has(id))
    .sort((a, b) => (vain.get(a) ?? 0) - (vain.get(b) ?? 0));
}

/** Whether it holds. */
async function keep(medium: Medium, { text, signature }: SignedText, key: string): Promise<boolean> {
  const good = await isGood({ text, signature }, medium, key);
  const receipt: Receipt = { id: medium.id, person_id: medium.person_id, kept_at: Date.now(), text, signature, good };
  await strictly(["receipts"], (tx) => tx.objectStore("receipts").put(receipt));
  changed("media");
  return good;
}

async function proven(here: ReadonlySet<Uuid>): Promise<Set<Uuid>> {
  return new Set((await receiptsOf(here)).filter(({ good }) => good).map(({ id }) => id));
}

/** Those that are kept for these media. Receipts stay for good, so never all of them are read. */
export async function receiptsOf(media: Iterable<Uuid>): Promise<Receipt[]> {
  const found = await Promise.all([...media].map((id) => openable("receipts", id)));
  return found.filter((receipt) => receipt !== undefined);
}

/** Media of which bytes lie here. */
export function bytesHere(): Promise<Set<Uuid>> {
  return oncePerTurn("bytes here", async () => new Set((await (await database()).getAllKeys("parts")).map(([id]) => id)));
}

/** The receipts of those. */
export function receiptsHere(): Promise<Receipt[]> {
  return oncePerTurn("receipts here", async () => receiptsOf(await bytesHere()));
}
