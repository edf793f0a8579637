/** How often a PIN may be tried. Pure. */

import type { Tries } from "../store/records";

/** Milliseconds to wait after so many wrong ones in a row; before that there is no wait. */
const WAITS: Record<number, number> = { 5: 30_000, 6: 60_000, 7: 300_000, 8: 900_000, 9: 900_000 };
/** Then the PIN is off, and only the password helps. Nothing is deleted. */
export const MOST_WRONG = 10;
export const FIRST_WAIT_AT = 5;

export function noTries(now: number): Tries {
  return { wrong: 0, wait_ms: 0, at: now };
}

/** After one more wrong PIN. */
export function afterWrong(tries: Tries, now: number): Tries {
  const wrong = tries.wrong + 1;
  return { wrong, wait_ms: WAITS[wrong] ?? 0, at: now };
}

/**
 * The wait that is left. Only time that was seen to pass counts: a clock that was set back has passed none, and goes on
 * counting from where it stands now.
 */
export function settled(tries: Tries, now: number): Tries {
  const passed = Math.max(0, now - tries.at);
  return { wrong: tries.wrong, wait_ms: Math.max(0, tries.wait_ms - passed), at: now };
}

export function isOff({ wrong }: Tries): boolean {
  return wrong >= MOST_WRONG;
}

/** Why a PIN is not taken; null when it is. */
export function weakness(pin: string): "short" | "simple" | null {
  const signs = [...pin];
  if (signs.length < 6) return "short";
  const steps = new Set(signs.slice(1).map((sign, at) => sign.codePointAt(0)! - signs[at]!.codePointAt(0)!));
  const step = [...steps][0]!;
  return steps.size === 1 && Math.abs(step) <= 1 ? "simple" : null;
}
