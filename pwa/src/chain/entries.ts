/**
 * The chain of what was captured: each entry names the hash of the one before and is signed as made. It is written in
 * the work that writes what it is about, which looks before writing whether the head of the chain is still the one that
 * was signed for; if another tab was faster, the whole work begins anew. So no chain ever forks.
 */

import { newId } from "../api/ids";
import type { Uuid } from "../api/types";
import { base64, hex } from "../store/bytes";
import { enqueue } from "../store/ops";
import { readIndex, type Work } from "../store/work";
import { KEY_STORES, keyIn, writeHead } from "./keys";
import { signed, utf8 } from "./p256";
import type { Entry, EntryKind, Moment } from "./records";

export const CHAIN_STORES = [...KEY_STORES, "entries", "media", "parts", "drafts"] as const;
export type WithChain = Work<(typeof CHAIN_STORES)[number]>;

/** What an entry says, but for its place in the chain. */
export type Said = { kind: EntryKind; id: Uuid; fields: object };
export type Writer = { person: Uuid; device: Uuid; now: number };

/** Add entries in this order, each with the op that sends it. */
export async function append(tx: WithChain, { person, device, now }: Writer, said: readonly Said[]): Promise<void> {
  if (said.length === 0) return;
  const [key, head] = await keyIn(tx, person, device, now);
  let { n, prev } = head;
  for (const { kind, id, fields } of said) {
    n += 1;
    const text = JSON.stringify({ v: 1, kind, id, key: key.id, device, n, prev, ...fields });
    const signature = await signed(key.private_key, `fengxun/manifest/v1\n${text}`);
    const entry: Entry = { key: key.id, n, person_id: person, capture: id, kind, text, signature, made_at: now };
    await tx.objectStore("entries").add(entry);
    const path = `/evidence/entries/${key.id}/${n}`;
    const op = { id: newId(now), kind: "entry", entity: key.id, needs: key.id, person_id: person, path, capture: id } as const;
    await enqueue(tx, op, { entry: base64(utf8(text).buffer), signature }, now);
    prev = await hashOfText(text);
  }
  await writeHead(tx, person, { key: key.id, n, prev });
}

export async function hashOfText(text: string): Promise<string> {
  return hex(await crypto.subtle.digest("SHA-256", utf8(text)));
}

/** What was written when this medium was captured; undefined for one of before there was a chain. */
export async function captureEntry(id: Uuid): Promise<Entry | undefined> {
  return (await readIndex("entries", "by_capture", id)).find(({ kind }) => kind === "capture");
}

/** When something was captured, as its own entry says it. */
export function momentIn({ text }: Entry): Moment {
  const { taken_at, mono_ms, beacon } = JSON.parse(text) as Moment;
  return { taken_at, ...(mono_ms !== undefined && { mono_ms }), beacon };
}

/** The second officer that an entry of a capture names. */
export function secondIn({ text }: Entry): Uuid | null {
  return (JSON.parse(text) as { officers?: Uuid[] }).officers?.[1] ?? null;
}

/** Where the work of the person that is told leads: the lead itself, or the one a step is more about. */
export async function leadOf(tx: WithChain, id: Uuid): Promise<Uuid> {
  return (await tx.objectStore("drafts").get(id))?.step?.lead_id ?? id;
}

