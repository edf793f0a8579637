/** The way from the search to what it found. */

import { focusDetail } from "../room_keys";
import type { QueueProps } from "./queue";

type Ahead = Pick<QueueProps, "rows" | "onSelect" | "onOpen">;

/** From the words to what they found: the arrow stands on the first row, Enter opens it, as both do in the list. */
export function toFirst(event: KeyboardEvent, { rows, onSelect, onOpen }: Ahead): void {
  // Enter and arrows choose among the words that a Chinese input method offers.
  if (event.isComposing || (event.key !== "ArrowDown" && event.key !== "Enter")) return;
  event.preventDefault();
  const first = rows[0];
  if (!first) return;
  document.querySelector<HTMLElement>(".queue .rows")?.focus();
  if (event.key === "ArrowDown") return onSelect(first.id);
  onOpen(first.id);
  focusDetail();
}
