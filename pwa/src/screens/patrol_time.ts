/** How long a patrol has lasted, pauses left out. Pure. */

import type { LocalPatrol } from "../store/records";

export function patrolMs(patrol: LocalPatrol, now: number): number {
  const until = patrol.ended_at ?? patrol.paused_at ?? now;
  return Math.max(0, until - patrol.started_at - patrol.paused_ms);
}
