/** What each thing sounds like, as notes. Pure; `sound.ts` plays them. */

import type { Cue } from "./quiet";

/** Seconds from the start, hertz, seconds. `loud` is a share of the volume that was set. */
export type Note = { at: number; hz: number; for: number; wave: "sine" | "square" | "triangle"; loud: number };

const note = (at: number, hz: number, length: number, wave: Note["wave"], loud: number): Note => ({
  at,
  hz,
  for: length,
  wave,
  loud,
});

/** Told apart with closed eyes: a siren of two tones, three knocks, a rising chime, a falling one. */
export const TONES: Record<Cue, readonly Note[]> = {
  sos: [0, 1, 2, 3, 4, 5, 6, 7].map((n) => note(n * 0.25, n % 2 === 0 ? 960 : 720, 0.24, "square", 0.6)),
  alarm: [0, 0.22, 0.44].map((at) => note(at, 587, 0.14, "triangle", 1)),
  lead: [note(0, 659, 0.18, "sine", 0.8), note(0.16, 880, 0.32, "sine", 0.8)],
  lost: [note(0, 440, 0.3, "sine", 0.9), note(0.3, 330, 0.5, "sine", 0.9)],
};

/** A call for help sounds again after so long, until somebody has seen it. */
export const AGAIN_MS = 5_000;

export function lasts(cue: Cue): number {
  return Math.max(...TONES[cue].map(({ at, for: length }) => at + length));
}
