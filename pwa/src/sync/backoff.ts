/** How long to wait before the next try. Pure. */

const FIRST_MS = 1_000;
const LONGEST_MS = 300_000;
/** So far ahead nothing is ever put off. */
const FARTHEST_MS = 900_000;

/**
 * Wait after the `attempts`-th failure (1, 2, ...): doubling from 1 s to 5 min, spread over its upper half so that
 * phones that lost the same network do not all come back at once. A server's Retry-After is not undercut, up to 15 min.
 */
export function backoffMs(attempts: number, random: number, retryAfterS: number | null = null): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(Math.max(attempts, 1) - 1, 20));
  const wait = Math.round(ceiling * (0.5 + random / 2));
  return Math.max(wait, Math.min((retryAfterS ?? 0) * 1000, FARTHEST_MS));
}

/** Whether that time has come. What lies farther ahead was written before the clock was put back: it has come too. */
export function isDue(at: number, now: number): boolean {
  return at <= now || at > now + FARTHEST_MS;
}
