/** Corners of zones: moved, set in, taken out, wherever they are shared; and what a place is laid onto. Pure. */

import type { MultiPolygon } from "../../../api/types";
import { boxOf, vertices, type LonLat } from "../../../map/geometry";

export type Shape = MultiPolygon;
type Corner = readonly [number, number];
type Ring = LonLat[];

const same = (a: Corner | undefined, b: Corner) => a !== undefined && a[0] === b[0] && a[1] === b[1];

/** Every corner of a shape once, part after part, ring after ring. */
export function cornersOf(shape: Shape): LonLat[] {
  return shape.coordinates.flat().flatMap((ring) => ring.slice(1));
}

function mapRings(shape: Shape, change: (ring: Ring) => Ring | null): Shape | null {
  let failed = false;
  let changed = false;
  const coordinates = shape.coordinates.map((polygon) =>
    polygon.map((ring) => {
      const next = change(ring);
      failed ||= next === null;
      changed ||= next !== ring;
      return next ?? ring;
    }),
  );
  if (failed) return null;
  return changed ? { ...shape, coordinates } : shape;
}

/** The shape with a corner elsewhere; the very same shape when it has no such corner. */
export function moveCorner(shape: Shape, from: LonLat, to: LonLat): Shape {
  const moved = mapRings(shape, (ring) =>
    ring.some((corner) => same(corner, from)) ? ring.map((corner) => (same(corner, from) ? to : corner)) : ring,
  );
  return moved ?? shape;
}

/** With a new corner on every stretch between two neighbouring corners, whichever way it runs. */
export function insertCorner(shape: Shape, a: LonLat, b: LonLat, at: LonLat): Shape {
  const grown = mapRings(shape, (ring) => {
    const found = ring.findIndex((corner, i) => {
      const next = ring[i + 1];
      return next !== undefined && ((same(corner, a) && same(next, b)) || (same(corner, b) && same(next, a)));
    });
    return found < 0 ? ring : [...ring.slice(0, found + 1), at, ...ring.slice(found + 1)];
  });
  return grown ?? shape;
}

/** Without a corner; null where fewer than three would be left. */
export function removeCorner(shape: Shape, place: LonLat): Shape | null {
  return mapRings(shape, (ring) => {
    if (!ring.some((corner) => same(corner, place))) return ring;
    const left = ring.slice(1).filter((corner) => !same(corner, place));
    return left.length < 3 ? null : [left[left.length - 1]!, ...left];
  });
}

/** The corner that follows on the same ring. */
export function nextCorner(shape: Shape, place: LonLat): LonLat | null {
  for (const ring of shape.coordinates.flat()) {
    const i = ring.findIndex((corner) => same(corner, place));
    if (i >= 0) return ring[i + 1] ?? null;
  }
  return null;
}

export function equalShapes(a: Shape, b: Shape): boolean {
  return a === b || JSON.stringify(a.coordinates) === JSON.stringify(b.coordinates);
}

/** A closed ring as a shape; null for fewer than three places. */
export function shapeOf(places: readonly LonLat[]): Shape | null {
  if (places.length < 3) return null;
  return { type: "MultiPolygon", coordinates: [[[...places, places[0]!]]] };
}

/** How much of a degree a pixel is, east and north. */
export type Pixel = { lon: number; lat: number };
export const CORNER_PX = 12;
export const EDGE_PX = 8;

/** The nearest corner within reach, else the nearest place on a border, else the place itself. */
export function snap(place: LonLat, shapes: readonly Shape[], pixel: Pixel, except: LonLat | null = null): LonLat {
  let corner: { apart: number; place: LonLat } | null = null;
  let foot: { apart: number; place: LonLat } | null = null;
  for (const ring of shapes.flatMap(({ coordinates }) => coordinates.flat())) {
    for (let i = 1; i < ring.length; i++) {
      const [a, b] = [ring[i - 1]!, ring[i]!];
      if (except && (same(a, except) || same(b, except))) continue;
      const apart = apartPx(place, b, pixel);
      if (apart <= CORNER_PX && apart < (corner?.apart ?? Infinity)) corner = { apart, place: b };
      const on = footOn(place, a, b, pixel);
      const off = apartPx(place, on, pixel);
      if (off <= EDGE_PX && off < (foot?.apart ?? Infinity)) foot = { apart: off, place: on };
    }
  }
  return (corner ?? foot)?.place ?? place;
}

function apartPx([ax, ay]: Corner, [bx, by]: Corner, { lon, lat }: Pixel): number {
  return Math.hypot((ax - bx) / lon, (ay - by) / lat);
}

function footOn(place: LonLat, a: Corner, b: Corner, { lon, lat }: Pixel): LonLat {
  const [wx, wy] = [(b[0] - a[0]) / lon, (b[1] - a[1]) / lat];
  const [px, py] = [(place[0] - a[0]) / lon, (place[1] - a[1]) / lat];
  const along = Math.min(1, Math.max(0, (px * wx + py * wy) / (wx * wx + wy * wy || 1)));
  return [a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])];
}

/** "120.1234567, 29.7" as it may be typed, with any sign between. Null for what is no place. */
export function placeOf(typed: string): LonLat | null {
  const [lon, lat, ...more] = typed.trim().split(/[\s,，;；]+/).map(Number);
  const fits = lon !== undefined && lat !== undefined && more.length === 0 && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
  return fits ? [lon, lat] : null;
}

/** Whether their boxes meet, with some metres to spare. */
export function meet(a: Shape, b: Shape): boolean {
  const [one, other] = [boxOf(vertices([a])), boxOf(vertices([b]))];
  const spare = 2e-4;
  return Boolean(
    one && other && one.west <= other.east + spare && other.west <= one.east + spare && one.south <= other.north + spare && other.south <= one.north + spare,
  );
}
