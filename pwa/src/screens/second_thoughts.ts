/** How long a report can be called back before it is sent. Pure. */

/** It does not wait when the page is left. */
export const HOLD_MS = 8_000;

/** From when on it may be sent. Where something burns nobody waits for second thoughts. */
export function heldUntil({ urgent }: { urgent?: boolean }, now: number): number {
  return urgent ? now : now + HOLD_MS;
}
