/** Photos and films as rows of bytes, because Safari has lost Blobs kept in IndexedDB. */

import { madeAt } from "../api/ids";
import type { Uuid } from "../api/types";
import { hex } from "./bytes";
import { strictly } from "./db";
import { openable } from "./readable";
import type { Medium } from "./records";
import { readIndex } from "./work";

export const PART_BYTES = 1 << 20;

/** Reads `size` bytes from `start`; a `File` and an `ArrayBuffer` both can. */
export type Source = { size: number; slice(start: number, end: number): Promise<ArrayBuffer> };

/** Parts written together: a photo in one go, a film without holding it all. */
const AT_ONCE = 8;

/** Put the bytes of a medium on the disk that is not known yet; the SHA-256 of each part, from what was written. */
export async function saveParts(medium: Medium, source: Source): Promise<string[]> {
  const sums: string[] = [];
  for (let first = 0; first < medium.parts; first += AT_ONCE) {
    const parts = await readParts(source, first, Math.min(medium.parts, first + AT_ONCE));
    sums.push(...(await Promise.all(parts.map(sumOf))));
    await strictly(["parts"], async (tx) => {
      for (const [i, bytes] of parts.entries()) await tx.objectStore("parts").put(bytes, [medium.id, first + i]);
    });
  }
  return sums;
}

/** Natively and beside the page: it does not hold up the screen. */
export async function sumOf(part: ArrayBuffer): Promise<string> {
  return hex(await crypto.subtle.digest("SHA-256", part));
}

function readParts(source: Source, first: number, end: number): Promise<ArrayBuffer[]> {
  const starts = Array.from({ length: end - first }, (_, i) => (first + i) * PART_BYTES);
  return Promise.all(starts.map((start) => source.slice(start, Math.min(source.size, start + PART_BYTES))));
}

export async function readMedium(id: Uuid): Promise<Medium | undefined> {
  return openable("media", id);
}

export async function mediaOf(lead: Uuid): Promise<Medium[]> {
  return readIndex("media", "by_lead", lead);
}

/** Bytes `start` to `end` (exclusive). Raises when a part is missing. */
export async function readBytes(id: Uuid, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  const out = new Uint8Array(end - start);
  for (let part = Math.floor(start / PART_BYTES); part * PART_BYTES < end; part++) {
    const bytes = await openable("parts", [id, part]);
    if (!bytes) throw new MissingBytes(id, part);
    const from = part * PART_BYTES;
    const piece = new Uint8Array(bytes).subarray(Math.max(0, start - from), end - from);
    out.set(piece, Math.max(0, from - start));
  }
  return out;
}

/** The browser has thrown a part of a photo away, or the disk has. */
export class MissingBytes extends Error {
  constructor(id: Uuid, part: number) {
    super(`part ${part} of ${id} is missing`);
  }
}

/** Drop the bytes of something: of what never became known, or of what the server has given its word for. */
export async function dropBytes(id: Uuid): Promise<void> {
  await strictly(["parts"], (tx) => tx.objectStore("parts").delete(IDBKeyRange.bound([id, 0], [id, Infinity])));
}

const SWEPT_AFTER_MS = 3_600_000;

/** Where it is written down what somebody is recording, or was when the browser died. */
export const recordingKey = (person: Uuid, id: Uuid): [Uuid, string] => [person, `recording:${id}`];
export const recordingKeys = (person: Uuid) =>
  IDBKeyRange.bound([person, "recording:"], [person, "recording;"], false, true);

/**
 * Remove bytes without a medium: the browser was killed while one was being kept. How many rows there were. A recording
 * that died stays until its person comes back, however late: somebody else may be using the phone meanwhile.
 */
export async function sweepParts(now: number): Promise<number> {
  return strictly(["media", "parts", "own"], async (tx) => {
    const known = new Set(await tx.objectStore("media").getAllKeys());
    const recorded = new Set((await tx.objectStore("own").getAllKeys()).map(([, name]) => name));
    const orphans = (await tx.objectStore("parts").getAllKeys()).filter(
      // Another tab may be keeping one this very moment; the id says when it began.
      ([id]) => !known.has(id) && !recorded.has(recordingKey("", id)[1]) && madeAt(id) < now - SWEPT_AFTER_MS,
    );
    for (const key of orphans) await tx.objectStore("parts").delete(key);
    return orphans.length;
  });
}
