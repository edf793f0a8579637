/** When a lead was told, where the clock of the phone that told it can be believed; when it was received otherwise. */

import type { Lead } from "../api/types";

type Times = Pick<Lead, "captured_at" | "received_at">;

/** So far ahead of ours a phone's clock may be and is still called right. */
const AHEAD_MS = 5 * 60_000;
/** A phone without a network sends what it holds later, but not later than this. */
const HELD_MS = 90 * 86_400_000;

/** By how much the lead came later than its phone says it was captured; negative when the phone names a future. */
function lagMs({ captured_at, received_at }: Times): number {
  return Date.parse(received_at) - Date.parse(captured_at);
}

/** The time that lists order by and count from: nothing is told after it is received. */
export function toldAt(lead: Times): string {
  const lag = lagMs(lead);
  return lag < 0 || lag > HELD_MS ? lead.received_at : lead.captured_at;
}

/** The phone's clock cannot have been right. */
export function isClockWrong(lead: Times): boolean {
  const lag = lagMs(lead);
  return lag < -AHEAD_MS || lag > HELD_MS;
}
