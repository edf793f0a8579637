/** What the photos and films on this phone take up, and which of them the server has for sure. */

import type { Uuid } from "../api/types";
import { database } from "./db";
import { readOps } from "./ops";
import { readable } from "./readable";

export type Usage = {
  /** Bytes of media that are not received yet, and of those in drafts. */
  waiting: number;
  drafts: number;
  /** Bytes of media that were dropped here in the last week because the server has them. */
  freed: number;
  /** Media that are received and still have bytes here: a page that was closed between the two leaves such. */
  confirmed: Uuid[];
};

export async function usage(): Promise<Usage> {
  const [ops, media, keys] = [await readOps(), await readable("media"), await (await database()).getAllKeys("parts")];
  const here = new Set(keys.map(([id]) => id));
  const sent = ops.filter(({ kind }) => kind === "medium");
  const total = (some: readonly { bytes: number }[]) => some.reduce((sum, { bytes }) => sum + bytes, 0);
  const known = new Set(sent.map(({ id }) => id));
  return {
    waiting: total(sent.filter(({ state }) => state !== "done")),
    drafts: total(media.filter(({ id }) => !known.has(id) && here.has(id)).map(({ size }) => ({ bytes: size }))),
    freed: total(sent.filter(({ id, state }) => state === "done" && !here.has(id))),
    confirmed: sent.filter(({ id, state }) => state === "done" && here.has(id)).map(({ id }) => id),
  };
}
