/** What the photos and films on this phone take up, and which of them the server has for sure. */

import { freeableBy } from "../chain/free";
import { bytesHere, receiptsHere } from "../chain/receipts";
import type { Uuid } from "../api/types";
import { readOps } from "./ops";
import { readable } from "./readable";

export type Usage = {
  /** Bytes of media that are not received yet, and of those in drafts. */
  waiting: number;
  drafts: number;
  /** Bytes of media that are received and still here. */
  held: number;
  /** Bytes of media that were dropped here in the last week because the server has them. */
  freed: number;
  /** Media with a receipt that holds: they go by themselves at these times, epoch ms, or at once when room is needed. */
  receipted: ReadonlyMap<Uuid, number>;
  receipted_bytes: number;
  /** How many of them a person made; the app's copies do not count. */
  receipted_made: number;
  /** Receipts that do not hold: what they are for stays. */
  bad: number;
};

export async function usage(): Promise<Usage> {
  const [ops, media, here, receipts] = await Promise.all([readOps(), readable("media"), bytesHere(), receiptsHere()]);
  const receipted = await freeableBy(receipts);
  const sent = ops.filter(({ kind }) => kind === "medium");
  const total = (some: readonly { bytes: number }[]) => some.reduce((sum, { bytes }) => sum + bytes, 0);
  const known = new Set(sent.map(({ id }) => id));
  const done = sent.filter(({ state }) => state === "done");
  return {
    waiting: total(sent.filter(({ state }) => state !== "done")),
    drafts: total(media.filter(({ id }) => !known.has(id) && here.has(id)).map(({ size }) => ({ bytes: size }))),
    held: total(done.filter(({ id }) => here.has(id))),
    freed: total(done.filter(({ id }) => !here.has(id))),
    receipted,
    receipted_made: done.filter(({ id, copy }) => receipted.has(id) && !copy).length,
    receipted_bytes: total(done.filter(({ id }) => receipted.has(id))),
    bad: receipts.filter(({ good }) => !good).length,
  };
}
