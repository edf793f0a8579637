/**
 * Each phone remembers the newest checkpoint of the sealed log it was shown, and asks each next one to have grown from
 * it. Whoever shows one phone another history must show it for ever; two phones side by side tell.
 */

import { api, ApiError, fetchApi } from "../api/client";
import type { Uuid } from "../api/types";
import { changed } from "../store/changes";
import { strictly } from "../store/db";
import { same, unbase64 } from "../verify/bytes";
import { grew } from "../verify/merkle";
import { checkpoint, ED25519, keyOf, opened, type Checkpoint, type Key } from "../verify/notes";
import { placeOfLog, seenLog } from "./seen_log";

const EVERY_MS = 3_600_000;

/** Look at the newest checkpoint, at most once an hour. Raises `ApiError`, or `Bad` for what no log of ours has signed. */
export async function watchLog(person: Uuid, now: number): Promise<void> {
  const kept = await seenLog(person);
  if (kept && (kept.other !== undefined || now - kept.seen_at < EVERY_MS)) return;
  const vkey = kept?.vkey ?? (await logKey());
  if (vkey === undefined) return;
  const note = await (await fetchApi("/log/checkpoint")).text();
  const [key, ours] = [keyOf(vkey), { vkey, note, seen_at: now }];
  const point = pointOf(note, key);
  const told = !kept || (await follows(pointOf(kept.note, key), point)) ? ours : { ...kept, other: note };
  await strictly(["own"], (tx) => tx.objectStore("own").put(told, placeOfLog(person)));
  changed("session");
}

/** The log's key, as the installation names it to whoever checks; undefined where nothing is sealed. */
async function logKey(): Promise<string | undefined> {
  const policy = await (await fetchApi("/evidence/policy.txt")).text();
  const vkey = /^log (\S+)$/m.exec(policy)?.[1];
  return vkey !== undefined && keyOf(vkey).kind === ED25519 ? vkey : undefined;
}

function pointOf(note: string, key: Key): Checkpoint {
  return checkpoint(opened(note, [key]).text);
}

/** Whether the log has only grown, in whichever order the two were shown. */
async function follows(kept: Checkpoint, shown: Checkpoint): Promise<boolean> {
  if (kept.origin !== shown.origin) return false;
  const [old, next] = kept.size <= shown.size ? [kept, shown] : [shown, kept];
  if (old.size === next.size) return same(old.root, next.root);
  if (old.size === 0n) return true;
  try {
    const { hashes } = await api<{ hashes: string[] }>(`/log/consistency?old=${old.size}&new=${next.size}`);
    return grew(old.size, old.root, next.size, next.root, hashes.map(unbase64));
  } catch (error) {
    // A log that does not reach as far as it did: somebody has put an older one back.
    if (error instanceof ApiError && error.status === 422) return false;
    throw error;
  }
}
