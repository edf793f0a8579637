/** What is drawn onto a picture, and taking it back. Pure. Places are shares of the upright width and height. */

import type { Mark, MarkColour, MarkKind } from "../store/records";

export const KINDS: readonly MarkKind[] = ["arrow", "rectangle", "circle", "blur"];
export const COLOURS: readonly MarkColour[] = ["red", "blue", "yellow"];
/** Told apart by people who see no red or no green, and lying on a rim of black or white (Okabe and Ito). */
export const INKS: Record<MarkColour, string> = { red: "#d55e00", blue: "#0072b2", yellow: "#f0e442" };

export type Drawing = { done: readonly Mark[]; undone: readonly Mark[] };

/** Smaller than this is a slip of the finger. */
const SMALLEST = 0.01;

export function begun(marks: readonly Mark[] = []): Drawing {
  return { done: marks, undone: [] };
}

export function drawn({ done, undone }: Drawing, mark: Mark): Drawing {
  const [x, y] = [Math.abs(mark.to[0] - mark.from[0]), Math.abs(mark.to[1] - mark.from[1])];
  return Math.max(x, y) < SMALLEST ? { done, undone } : { done: [...done, mark], undone: [] };
}

export function undone({ done, undone }: Drawing): Drawing {
  const last = done.at(-1);
  return last ? { done: done.slice(0, -1), undone: [...undone, last] } : { done, undone };
}

export function redone({ done, undone }: Drawing): Drawing {
  const last = undone.at(-1);
  return last ? { done: [...done, last], undone: undone.slice(0, -1) } : { done, undone };
}

/** Left, top, width and height in pixels, whichever corner was first. */
export function boxOf({ from, to }: Mark, width: number, height: number): [number, number, number, number] {
  const [left, top] = [Math.min(from[0], to[0]) * width, Math.min(from[1], to[1]) * height];
  return [left, top, Math.abs(to[0] - from[0]) * width, Math.abs(to[1] - from[1]) * height];
}
