/** Boxes over a picture, in shares of its sides: pure. Every change can be taken back. */

import type { Share } from "../../ui/stroke";

export type Box = { x: number; y: number; width: number; height: number };
/** What is over the picture now, and what was before, the newest last. `at`: the box that keys move. */
export type Boxes = { now: readonly Box[]; before: readonly (readonly Box[])[]; at: number | null };

export const NONE: Boxes = { now: [], before: [], at: null };
/** A box that is smaller is a slip of the hand. */
export const SMALLEST = 0.01;
const MOST = 100;

const within = (value: number, most = 1) => Math.min(most, Math.max(0, value));

/** Between two points, in any order. */
export function between([ax, ay]: Share, [bx, by]: Share): Box {
  return { x: Math.min(ax, bx), y: Math.min(ay, by), width: Math.abs(ax - bx), height: Math.abs(ay - by) };
}

function next({ now, before }: Boxes, boxes: readonly Box[], at: number | null): Boxes {
  return { now: boxes, before: [...before, now], at };
}

export function added(boxes: Boxes, box: Box): Boxes {
  if (box.width < SMALLEST || box.height < SMALLEST || boxes.now.length >= MOST) return boxes;
  return next(boxes, [...boxes.now, box], boxes.now.length);
}

export function removed(boxes: Boxes): Boxes {
  if (boxes.at === null) return boxes;
  const left = boxes.now.filter((_, n) => n !== boxes.at);
  return next(boxes, left, left.length > 0 ? Math.min(boxes.at, left.length - 1) : null);
}

/** Moved by shares of the picture, or its lower right corner is; never over the edge. */
export function nudged(boxes: Boxes, dx: number, dy: number, resize: boolean): Boxes {
  const { at, now } = boxes;
  const box = at === null ? undefined : now[at];
  if (!box) return boxes;
  const moved: Box = resize
    ? { ...box, width: Math.max(SMALLEST, within(box.width + dx, 1 - box.x)), height: Math.max(SMALLEST, within(box.height + dy, 1 - box.y)) }
    : { ...box, x: within(box.x + dx, 1 - box.width), y: within(box.y + dy, 1 - box.height) };
  return next(boxes, now.map((one, n) => (n === at ? moved : one)), at);
}

export function undone(boxes: Boxes): Boxes {
  const last = boxes.before.at(-1);
  if (!last) return boxes;
  return { now: last, before: boxes.before.slice(0, -1), at: last.length > 0 ? last.length - 1 : null };
}
