/** The number of a lead that people read out: the day it was captured and the end of its id, `1126-CC71`. */

import { exactTime } from "./format";

const AHEAD_MS = 86_400_000;
/** A phone without a network sends what it holds later, but not later than this. */
export const HELD_MS = 90 * AHEAD_MS;

/**
 * Not unique for ever: what compares or stores a lead takes its id. The day is that of its receipt where the clock of the
 * phone that captured it cannot have been right (`rules.day_of` of the server says the same). Times in epoch ms; not
 * received yet, it has the phone's day.
 */
export function leadNumber(id: string, captured_at: number, received_at = captured_at): string {
  const lag = received_at - captured_at;
  const day = exactTime(lag < -AHEAD_MS || lag > HELD_MS ? received_at : captured_at);
  return `${day.slice(5, 7)}${day.slice(8, 10)}-${id.slice(-4).toUpperCase()}`;
}
