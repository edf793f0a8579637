/** When a lead was told, where the clock of the phone that told it can be believed; when it was received otherwise. */

import type { Lead } from "../api/types";
import { exactTime } from "../ui/format";
import { HELD_MS, leadNumber } from "../ui/lead_number";

type Times = Pick<Lead, "captured_at" | "received_at">;

/** So far ahead of ours a phone's clock may be and is still called right. */
const AHEAD_MS = 5 * 60_000;

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

/** The number that people read out. */
export function numberOf({ id, captured_at, received_at }: Times & Pick<Lead, "id">): string {
  return leadNumber(id, Date.parse(captured_at), Date.parse(received_at));
}

/** The time the phone gave, to the minute; its year only where that is not the year of the receipt. */
export function phoneSays({ captured_at, received_at }: Times): string {
  const [said, received] = [captured_at, received_at].map((at) => exactTime(Date.parse(at)).slice(0, 16)) as [string, string];
  return said.slice(0, 5) === received.slice(0, 5) ? said.slice(5) : said;
}
