/** What is to be played back: a stretch of time, of whom, and why it is looked at. */

import type { Purpose } from "../../api/types";
import { HOUR_MS, type Span } from "./playback";
import { exactTime } from "../../ui/format";

export type Whose = { of: "everybody" } | { of: "person" | "squad" | "zone"; id: string; name: string };
export type Wanted = { span: Span; whose: Whose; purpose: Purpose };

/** Those a person is asked to choose from; watching what goes on now needs no asking. */
export const PURPOSES: readonly Exclude<Purpose, "watch">[] = ["safety", "complaint", "evidence", "planning"];
export const LONGEST_MS = 7 * 24 * HOUR_MS;

/** As the server's parameters. */
export function asked({ span, whose, purpose }: Wanted): Record<string, string> {
  const times = { begin: new Date(span.from).toISOString(), end: new Date(span.to).toISOString(), purpose };
  if (whose.of === "everybody") return times;
  return { ...times, [whose.of === "squad" ? "squad" : `${whose.of}_id`]: whose.id };
}

/** For a field of date and time; people here live by one clock, whatever that of the device is. */
export function fieldOf(ms: number): string {
  const exact = exactTime(ms);
  return `${exact.slice(0, 10)}T${exact.slice(11, 16)}`;
}

export function momentOf(field: string): number {
  return Date.parse(`${field.slice(0, 16)}:00+08:00`);
}

/** What is wrong with a stretch of time; null when nothing is. */
export function fault({ from, to }: Span): "empty" | "order" | "long" | null {
  if (Number.isNaN(from) || Number.isNaN(to)) return "empty";
  if (to <= from) return "order";
  return to - from > LONGEST_MS ? "long" : null;
}
