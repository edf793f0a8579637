/**
 * Areas as the statute measures them: on the plane of EPSG:4549 (CGCS2000, Gauss-Krüger, central meridian 120° E).
 * Krüger's series to the fourth power of the third flattening, good to a hundredth of a millimetre within 3° of it.
 */

import type { MultiPolygon, Ring } from "./geometry";

const SEMI_MAJOR_M = 6_378_137;
const FLATTENING = 1 / 298.257222101;
const CENTRAL = 120;
const FALSE_EASTING_M = 500_000;
const E = Math.sqrt(FLATTENING * (2 - FLATTENING));
const N = FLATTENING / (2 - FLATTENING);
const RADIUS_M = (SEMI_MAJOR_M / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64);
const ALPHA = [
  N / 2 - (2 / 3) * N ** 2 + (5 / 16) * N ** 3 + (41 / 180) * N ** 4,
  (13 / 48) * N ** 2 - (3 / 5) * N ** 3 + (557 / 1440) * N ** 4,
  (61 / 240) * N ** 3 - (103 / 140) * N ** 4,
  (49561 / 161280) * N ** 4,
];
const RADIANS = Math.PI / 180;

/** Easting and northing in metres. */
export function toMetres(lon: number, lat: number): [east: number, north: number] {
  const sine = Math.sin(lat * RADIANS);
  const away = (lon - CENTRAL) * RADIANS;
  const t = Math.sinh(Math.atanh(sine) - E * Math.atanh(E * sine));
  const xi = Math.atan2(t, Math.cos(away));
  const eta = Math.atanh(Math.sin(away) / Math.sqrt(1 + t * t));
  let [north, east] = [xi, eta];
  ALPHA.forEach((alpha, i) => {
    const k = 2 * (i + 1);
    north += alpha * Math.sin(k * xi) * Math.cosh(k * eta);
    east += alpha * Math.cos(k * xi) * Math.sinh(k * eta);
  });
  return [FALSE_EASTING_M + RADIUS_M * east, RADIUS_M * north];
}

/** Square metres, holes left out. */
export function areaM2(shape: MultiPolygon): number {
  return shape.coordinates.reduce(
    (sum, [outer, ...holes]) => sum + ringM2(outer) - holes.reduce((less, hole) => less + ringM2(hole), 0),
    0,
  );
}

function ringM2(ring: Ring = []): number {
  const corners = ring.map(([lon = 0, lat = 0]) => toMetres(lon, lat));
  const [x0, y0] = corners[0] ?? [0, 0];
  let twice = 0;
  corners.forEach(([ax, ay], i) => {
    const [bx, by] = corners[i + 1] ?? [x0, y0];
    twice += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
  });
  return Math.abs(twice) / 2;
}
