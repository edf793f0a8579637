/** An area and a place in it as a small drawing, without a map. Pure. */

import type { LonLat, MultiPolygon } from "./geometry";
import { boxOf, vertices } from "./geometry";

export type Outline = { width: number; height: number; path: string; dot: [number, number]; ring: number };

const WIDTH = 320;
const HEIGHT = 150;
const MARGIN = 14;

const METRES_PER_DEGREE = 111_320;
/** The circle around the dot is a circle around it, however sure the fix is, and never the whole drawing. */
const [RING_LEAST, RING_MOST] = [12, 60];

/**
 * North is up, and both directions have one scale. `place` is kept on the drawing even if it lies outside; `ring` is
 * the radius of its accuracy in metres, to scale as far as it can be seen.
 */
export function outline(area: MultiPolygon, place: LonLat, accuracy_m = 0): Outline | null {
  const box = boxOf(vertices([area]));
  if (!box) return null;
  const shrink = Math.cos(((box.south + box.north) / 2) * (Math.PI / 180));
  const [wide, high] = [(box.east - box.west) * shrink, box.north - box.south];
  const scale = Math.min((WIDTH - 2 * MARGIN) / (wide || 1e-9), (HEIGHT - 2 * MARGIN) / (high || 1e-9));
  const [left, top] = [(WIDTH - wide * scale) / 2, (HEIGHT - high * scale) / 2];
  const at = ([lon = 0, lat = 0]: readonly number[]): [number, number] => [
    round(left + (lon - box.west) * shrink * scale),
    round(top + (box.north - lat) * scale),
  ];
  const rings = area.coordinates.flat().map((ring) => `M${ring.map((point) => at(point).join(" ")).join("L")}Z`);
  const [x, y] = at(place);
  const ring = Math.min(RING_MOST, Math.max(RING_LEAST, round((accuracy_m / METRES_PER_DEGREE) * scale)));
  return { width: WIDTH, height: HEIGHT, path: rings.join(""), dot: [within(x, WIDTH), within(y, HEIGHT)], ring };
}

function within(value: number, size: number): number {
  return Math.max(MARGIN / 2, Math.min(size - MARGIN / 2, value));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
