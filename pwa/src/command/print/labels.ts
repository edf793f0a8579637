/** Where names stand on a sketch: each once, along its street, and none on another. Pure. */

import type { Streets } from "../../map/streets";
import type { Plan } from "./sketch";

export type Label = { name: string; at: [x: number, y: number]; degrees: number };
type Size = { width: number; height: number };

/** Width of a letter of the sketch, in its units. */
const LETTER = 10;
const EDGE = 12;

export function labels({ streets, places }: Streets, { to }: Pick<Plan, "to">, size: Size): Label[] {
  const named = new Map<string, Label & { length: number }>();
  for (const { name, line } of streets) {
    if (name === "") continue;
    for (let n = 1; n < line.length; n++) {
      const [from, on] = [to(line[n - 1]!), to(line[n]!)];
      const length = Math.hypot(on[0] - from[0], on[1] - from[1]);
      const at: [number, number] = [(from[0] + on[0]) / 2, (from[1] + on[1]) / 2];
      if (length > (named.get(name)?.length ?? 0) && isInside(at, name, size)) {
        named.set(name, { name, at, degrees: upright(from, on), length });
      }
    }
  }
  const known = places.map(({ name, at }): Label => ({ name, at: to(at), degrees: 0 }));
  const wanted = [...[...named.values()].sort((a, b) => b.length - a.length), ...known];
  const kept: Label[] = [];
  for (const { name, at, degrees } of wanted) {
    const free = kept.every((other) => !meet(name, at, other));
    if (name !== "" && free && isInside(at, name, size)) kept.push({ name, at, degrees });
  }
  return kept;
}

function isInside([x, y]: [number, number], name: string, { width, height }: Size): boolean {
  const half = (name.length * LETTER) / 2 + EDGE;
  return x > half && x < width - half && y > half && y < height - half;
}

function meet(name: string, [x, y]: [number, number], other: Label): boolean {
  const reach = ((name.length + other.name.length) / 2) * LETTER;
  return Math.hypot(x - other.at[0], y - other.at[1]) < reach;
}

/** The street's own direction, turned so that nobody reads upside down. */
function upright(from: [number, number], on: [number, number]): number {
  const degrees = (Math.atan2(on[1] - from[1], on[0] - from[0]) * 180) / Math.PI;
  return degrees > 90 ? degrees - 180 : degrees <= -90 ? degrees + 180 : degrees;
}
