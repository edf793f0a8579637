/** The number of a lead that people read out: the day it was captured and the end of its id, `1126-CC71`. */

import { exactTime } from "./format";

/** Not unique for ever: what compares or stores a lead takes its id. `captured_at` in epoch ms. */
export function leadNumber(id: string, captured_at: number): string {
  const day = exactTime(captured_at);
  return `${day.slice(5, 7)}${day.slice(8, 10)}-${id.slice(-4).toUpperCase()}`;
}
