/** Which rows of a long list are worth drawing: those in sight and some around them. Pure. */

export type Slice = { from: number; to: number };

const AROUND = 12;

export function slice(count: number, rowPx: number, scrolled: number, heightPx: number): Slice {
  const first = Math.floor(scrolled / rowPx);
  const inSight = Math.ceil(heightPx / rowPx);
  const from = Math.max(0, Math.min(first - AROUND, count - inSight));
  return { from: Math.max(0, from), to: Math.min(count, first + inSight + AROUND) };
}

/** Where to scroll so that row `at` is in sight, moving as little as possible. */
export function scrollFor(at: number, rowPx: number, scrolled: number, heightPx: number): number {
  const top = at * rowPx;
  if (top < scrolled) return top;
  return top + rowPx > scrolled + heightPx ? top + rowPx - heightPx : scrolled;
}

/**
 * How far rows that came in above push what somebody is reading: the row that was first in sight stays where it was.
 * At the very top nothing is held, so that what is new is seen.
 */
export function pushed(before: readonly string[], after: readonly string[], rowPx: number, scrolled: number): number {
  if (scrolled < rowPx / 2) return 0;
  const first = Math.floor(scrolled / rowPx);
  const id = before[first];
  const now = id === undefined ? -1 : after.indexOf(id);
  return now < 0 ? 0 : (now - first) * rowPx;
}
