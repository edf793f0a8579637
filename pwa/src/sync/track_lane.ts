/** Which part of the track goes next. Pure. */

import type { Uuid } from "../api/types";
import type { Op, TrackChunk } from "../store/records";
import { backoffMs, isDue } from "./backoff";
import { verdictOf, type Outcome } from "./queue";

/** More than this still on the phone: whoever watches wants to know where the officer is now, not an hour ago. */
export const FAR_BEHIND_POINTS = 1000;

/** Patrols that the server has not been told of yet: their fixes wait for that. */
export function unknownPatrols(ops: readonly Op[]): ReadonlySet<Uuid> {
  return new Set(ops.filter((op) => op.kind === "patrol" && op.state !== "done").map((op) => op.id));
}

/** The chunk to send now; undefined when none may. */
export function nextChunk(
  chunks: readonly TrackChunk[],
  unknown: ReadonlySet<Uuid>,
  person: Uuid,
  now: number,
): TrackChunk | undefined {
  const ready = chunks.filter(
    (chunk) => isWaiting(chunk, person) && isDue(chunk.not_before, now) && !unknown.has(chunk.patrol_id),
  );
  const points = ready.reduce((sum, chunk) => sum + chunk.count, 0);
  ready.sort((a, b) => a.frozen_at - b.frozen_at || a.first_seq - b.first_seq);
  return points > FAR_BEHIND_POINTS ? ready.at(-1) : ready[0];
}

/**
 * Whether rows may be frozen into a new chunk: not while an older one could not be delivered, or an afternoon without
 * a network would leave thousands of tiny ones.
 */
export function mayFreeze(chunks: readonly TrackChunk[], person: Uuid): boolean {
  return !chunks.some((chunk) => isWaiting(chunk, person));
}

function isWaiting(chunk: TrackChunk, person: Uuid): boolean {
  return chunk.state === "waiting" && chunk.person_id === person;
}

/** The chunk after an answer; null when the server has it and it may go. */
export function chunkAfter(chunk: TrackChunk, outcome: Outcome, now: number, random: number): TrackChunk | null {
  if (outcome.end !== "failed") return null;
  const { status, trouble, retryAfterS } = outcome;
  if (status === 0 || status === 401) return chunk;
  const verdict = verdictOf(status);
  if (verdict === "attention" || verdict === "conflict") return { ...chunk, state: verdict, trouble };
  const attempts = chunk.attempts + 1;
  return { ...chunk, attempts, not_before: now + backoffMs(attempts, random, retryAfterS), trouble };
}
