/** How long to wait before the next try. Pure. */

const FIRST_MS = 1_000;
const LONGEST_MS = 300_000;

/**
 * Wait after the `attempts`-th failure (1, 2, ...): doubling from 1 s to 5 min, spread over its upper half so that
 * phones that lost the same network do not all come back at once. A server's Retry-After is never undercut.
 */
export function backoffMs(attempts: number, random: number, retryAfterS: number | null = null): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(Math.max(attempts, 1) - 1, 20));
  const wait = Math.round(ceiling * (0.5 + random / 2));
  return Math.max(wait, (retryAfterS ?? 0) * 1000);
}
