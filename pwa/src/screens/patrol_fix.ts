/** Where a running patrol stands with its position: what the phone said last, and whether one stands still. Pure. */

import type { LocalPatrol } from "../store/records";
import type { Recording } from "../track/state";
import { STALE_MS } from "./limits";

/** The recorder asks a silent phone again after 40 s; so long, and a little, an answer holds. */
const HOLDS_MS = 90_000;

export type PatrolFix = { at: number; accuracy_m: number; still: boolean; stale: boolean };

/** So long without a position, and the command room counts the phone as lost. The server's own figure, unless it is set. */
const LOST_MS = 600_000;

/**
 * For how long the command room has had no position of this patrol, ms; null while it does not count the phone as lost.
 * What was recorded counts as known there up to the last time the server took anything.
 */
export function roomSilence({ last, started_at }: LocalPatrol, lastSuccess: number | null, now: number): number | null {
  const known = Math.max(started_at, Math.min(last?.at ?? started_at, lastSuccess ?? started_at));
  return now - known > LOST_MS ? now - known : null;
}

/**
 * A phone that lies still repeats an old reading or says nothing until it is asked again: then nothing is recorded, and
 * nothing is wrong.
 */
export function patrolFix({ last }: LocalPatrol, { heard, problem }: Recording, now: number): PatrolFix | null {
  const newest = heard && (!last || heard.at > last.at) ? heard : last;
  if (!newest) return null;
  const { at, accuracy_m } = newest;
  const recorded = last !== null && now - last.at <= STALE_MS;
  const still = !recorded && problem === null && heard !== null && now - heard.told <= HOLDS_MS;
  return { at, accuracy_m, still, stale: !recorded && !still };
}
