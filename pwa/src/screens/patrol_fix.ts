/** Where a running patrol stands with its position: what the phone said last, and whether one stands still. Pure. */

import type { LocalPatrol } from "../store/records";
import type { Recording } from "../track/state";
import { STALE_MS } from "./limits";

/** The recorder asks a silent phone again after 45 s; so long, and a little, an answer holds. */
const HOLDS_MS = 90_000;

export type PatrolFix = { at: number; accuracy_m: number; still: boolean; stale: boolean };

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
