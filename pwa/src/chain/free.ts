/** Gives room back: bytes go only with a receipt that holds for their hash, and a day after it came, or at a tap. */

import type { Uuid } from "../api/types";
import { changed } from "../store/changes";
import { database, strictly } from "../store/db";
import { dropBytes, readMedium } from "../store/media";
import { readOps } from "../store/ops";
import { readable } from "../store/readable";
import { names, receiptsHere } from "./receipts";
import type { Receipt } from "./records";

export const GRACE_MS = 24 * 3_600_000;
const ENTRIES_KEPT_MS = 30 * 24 * 3_600_000;

/** Media whose bytes may go, with when they go by themselves, epoch ms. */
export async function freeable(): Promise<Map<Uuid, number>> {
  return freeableBy(await receiptsHere());
}

/** The same, by receipts of media that are here. */
export async function freeableBy(receipts: readonly Receipt[]): Promise<Map<Uuid, number>> {
  const times = new Map<Uuid, number>();
  for (const { id, good, text, kept_at } of receipts) {
    const medium = good ? await readMedium(id) : undefined;
    if (medium && names(text, medium)) times.set(id, kept_at + GRACE_MS);
  }
  return times;
}

/** Free what is due; how many. `at_once`: also what is not due yet, because the person needs the room. */
export async function free(now: number, at_once = false): Promise<number> {
  const due = [...(await freeable())].filter(([, at]) => at_once || at <= now);
  for (const [id] of due) await dropBytes(id);
  if (due.length > 0) changed("media");
  return due.length;
}

/** Forget entries that were sent long ago, of media that are not here any more. */
export async function sweepEntries(now: number): Promise<void> {
  const media = new Set(await (await database()).getAllKeys("media"));
  const waiting = new Set((await readOps()).filter(({ state }) => state !== "done").map(({ path }) => path));
  const old = (await readable("entries")).filter(({ key, n, capture, made_at }) => {
    return made_at < now - ENTRIES_KEPT_MS && !media.has(capture) && !waiting.has(`/evidence/entries/${key}/${n}`);
  });
  await strictly(["entries"], async (tx) => {
    for (const { key, n } of old) await tx.objectStore("entries").delete([key, n]);
  });
}
