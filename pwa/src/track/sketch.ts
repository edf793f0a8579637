/** A track drawn without a map: north up, true to scale, gaps as gaps. Pure. */

import type { LonLat, Track } from "../api/types";

/** Paths for SVG in a box of `width` × `height`; `metres` is what the box's width spans on the ground. */
export type Sketch = {
  width: number;
  height: number;
  parts: string[];
  gaps: string[];
  start: [number, number];
  end: [number, number];
  metres: number;
};

const WIDTH = 320;
const MARGIN = 14;
const FLATTEST = 120;
const TALLEST = 320;
const METRES_PER_DEGREE = 111_320;
/** A patrol on one spot is not blown up until its jitter looks like a walk. */
const LEAST_SPAN_M = 50;

/** Null when there is nothing to draw. */
export function sketch(track: Track): Sketch | null {
  const places = track.parts.flatMap(({ coordinates }) => coordinates);
  const [first, last] = [places[0], places[places.length - 1]];
  if (!first || !last) return null;
  // Over a patrol's few kilometres one scale for longitude is exact to better than a line's width.
  const squeeze = Math.cos((first[1] * Math.PI) / 180);
  const flat = ([lon, lat]: readonly number[]): [number, number] => [
    (lon! - first[0]) * squeeze * METRES_PER_DEGREE,
    (first[1] - lat!) * METRES_PER_DEGREE,
  ];
  const box = boxOf(places.map(flat));
  const scale = Math.min((WIDTH - 2 * MARGIN) / box.wide, (TALLEST - 2 * MARGIN) / box.high);
  const height = Math.max(FLATTEST, Math.round(box.high * scale + 2 * MARGIN));
  const at = (place: readonly number[]): [number, number] => {
    const [x, y] = flat(place);
    return [round(WIDTH / 2 + (x - box.x) * scale), round(height / 2 + (y - box.y) * scale)];
  };
  return {
    width: WIDTH,
    height,
    parts: track.parts.map(({ coordinates }) => path(coordinates.map(at))),
    gaps: track.gaps.map(({ from_place, to_place }: { from_place: LonLat; to_place: LonLat }) => path([at(from_place), at(to_place)])),
    start: at(first),
    end: at(last),
    metres: Math.round(WIDTH / scale),
  };
}

type Box = { x: number; y: number; wide: number; high: number };

/** The middle and the size of the smallest box around the points, in metres. */
function boxOf(points: readonly [number, number][]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  return {
    x: (left + right) / 2,
    y: (top + bottom) / 2,
    wide: Math.max(LEAST_SPAN_M, right - left),
    high: Math.max(LEAST_SPAN_M, bottom - top),
  };
}

function path(points: readonly [number, number][]): string {
  return points.map(([x, y], n) => `${n ? "L" : "M"}${x} ${y}`).join("");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
