/** Pure geometry on the sphere for what the map must answer without a network: which zone, how far, what box. */

export type LonLat = [lon: number, lat: number];
export type Ring = number[][];
export type MultiPolygon = { type: "MultiPolygon"; coordinates: Ring[][] };
export type Box = { west: number; south: number; east: number; north: number };

const EARTH_RADIUS_M = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** Whether `place` lies inside the ring by the even-odd rule; a place on an edge may fall either way. */
export function inRing(ring: Ring, [lon, lat]: LonLat): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax = 0, ay = 0] = ring[i] ?? [];
    const [bx = 0, by = 0] = ring[j] ?? [];
    if (ay > lat !== by > lat && lon < ((bx - ax) * (lat - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** Whether the shape covers the place: inside one outer ring and in none of that polygon's holes. */
export function contains(shape: MultiPolygon, place: LonLat): boolean {
  return shape.coordinates.some((polygon) => {
    const [outer, ...holes] = polygon;
    return outer !== undefined && inRing(outer, place) && !holes.some((hole) => inRing(hole, place));
  });
}

/** The first of `areas` that covers the place. */
export function areaAt<T extends { geometry: MultiPolygon }>(areas: readonly T[], place: LonLat): T | undefined {
  return areas.find((area) => contains(area.geometry, place));
}

/** Great-circle distance in metres. */
export function distanceM(a: LonLat, b: LonLat): number {
  const dLat = (b[1] - a[1]) * RADIANS;
  const dLon = (b[0] - a[0]) * RADIANS;
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(a[1] * RADIANS) * Math.cos(b[1] * RADIANS) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The place `east` and `north` metres away; good to centimetres at the distances a pin is nudged. */
export function moved([lon, lat]: LonLat, east: number, north: number): LonLat {
  const perDegree = EARTH_RADIUS_M * RADIANS;
  return [lon + east / (perDegree * Math.cos(lat * RADIANS)), lat + north / perDegree];
}

/** A closed ring of 48 points, `radius` metres around the centre. */
export function circle(centre: LonLat, radius: number): LonLat[] {
  return Array.from({ length: 49 }, (_, i) => {
    const angle = (i / 48) * 2 * Math.PI;
    return moved(centre, radius * Math.cos(angle), radius * Math.sin(angle));
  });
}

/** The smallest box around all places; undefined when there is none. */
export function boxOf(places: Iterable<readonly number[]>): Box | undefined {
  let box: Box | undefined;
  for (const [lon = 0, lat = 0] of places) {
    box ??= { west: lon, south: lat, east: lon, north: lat };
    box.west = Math.min(box.west, lon);
    box.east = Math.max(box.east, lon);
    box.south = Math.min(box.south, lat);
    box.north = Math.max(box.north, lat);
  }
  return box;
}

/** The box and a share of its size more on each side, within the world. */
export function around({ west, south, east, north }: Box, share: number): Box {
  const [x, y] = [(east - west) * share, (north - south) * share];
  const within = (value: number, most: number) => Math.min(most, Math.max(-most, value));
  return {
    west: within(west - x, 180),
    south: within(south - y, 90),
    east: within(east + x, 180),
    north: within(north + y, 90),
  };
}

/** Every vertex of the outer rings, which is all a bounding box needs. */
export function* vertices(shapes: Iterable<MultiPolygon>): Generator<readonly number[]> {
  for (const shape of shapes) for (const polygon of shape.coordinates) yield* polygon[0] ?? [];
}

function ringArea(ring: Ring): number {
  let twice = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax = 0, ay = 0] = ring[j] ?? [];
    const [bx = 0, by = 0] = ring[i] ?? [];
    twice += ax * by - bx * ay;
  }
  return Math.abs(twice) / 2;
}

/**
 * A place to write the shape's name: in the middle of the widest stretch of a horizontal line through its largest
 * part. Unlike the centroid it never falls outside a crescent.
 */
export function labelPlace(shape: MultiPolygon): LonLat | undefined {
  const largest = [...shape.coordinates].sort((a, b) => ringArea(b[0] ?? []) - ringArea(a[0] ?? []))[0];
  const box = boxOf(largest?.[0] ?? []);
  if (!largest || !box) return undefined;
  let best: { width: number; place: LonLat } | undefined;
  for (const share of [0.5, 0.4, 0.6, 0.3, 0.7]) {
    const lat = box.south + (box.north - box.south) * share;
    const width = widestStretch(largest, lat);
    // The middle line wins unless another is clearly wider: names near the middle read as belonging to the shape.
    if (width && (!best || width[1] - width[0] > best.width * 1.25)) {
      best = { width: width[1] - width[0], place: [(width[0] + width[1]) / 2, lat] };
    }
  }
  return best?.place;
}

function widestStretch(polygon: Ring[], lat: number): [number, number] | undefined {
  const crossings = polygon
    .flatMap((ring) => ring.slice(1).map((b, i) => [ring[i] ?? b, b] as const))
    .flatMap(([[ax = 0, ay = 0], [bx = 0, by = 0]]) =>
      ay > lat !== by > lat ? [ax + ((lat - ay) / (by - ay)) * (bx - ax)] : [],
    )
    .sort((a, b) => a - b);
  let best: [number, number] | undefined;
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const stretch: [number, number] = [crossings[i] ?? 0, crossings[i + 1] ?? 0];
    if (!best || stretch[1] - stretch[0] > best[1] - best[0]) best = stretch;
  }
  return best;
}
