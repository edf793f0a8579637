/** A plain drawing of places for paper: metres to millimetres, north up, with a scale bar. Pure. */

import { boxOf, distanceM, type Box, type LonLat } from "../../map/geometry";

/** `box`: all the ground that is on the paper. */
export type Plan = { to(place: LonLat): [x: number, y: number]; metresPerUnit: number; box: Box };
export type Bar = { metres: number; units: number };

/** So much ground at least, for a boundary or two to be seen around a single place. */
const LEAST_M = 1200;

/** Fits all places into `width` × `height` with a margin; a single place gets some ground around it. */
export function plan(places: readonly LonLat[], width: number, height: number, margin = 24): Plan {
  const box = boxOf(places) ?? { west: 0, south: 0, east: 0, north: 0 };
  const middle: LonLat = [(box.west + box.east) / 2, (box.south + box.north) / 2];
  const perLon = distanceM([middle[0] - 0.01, middle[1]], [middle[0] + 0.01, middle[1]]) / 0.02;
  const perLat = distanceM([middle[0], middle[1] - 0.01], [middle[0], middle[1] + 0.01]) / 0.02;
  const across = Math.max(LEAST_M, (box.east - box.west) * perLon);
  const up = Math.max(LEAST_M, (box.north - box.south) * perLat);
  const scale = Math.max(across / (width - 2 * margin), up / (height - 2 * margin));
  const [halfLon, halfLat] = [(width / 2) * (scale / perLon), (height / 2) * (scale / perLat)];
  return {
    metresPerUnit: scale,
    box: {
      west: middle[0] - halfLon,
      south: middle[1] - halfLat,
      east: middle[0] + halfLon,
      north: middle[1] + halfLat,
    },
    to: ([lon, lat]) => [
      width / 2 + ((lon - middle[0]) * perLon) / scale,
      height / 2 - ((lat - middle[1]) * perLat) / scale,
    ],
  };
}

/** A round length of about `units` for the scale bar: 1, 2 or 5 times a power of ten. */
export function bar({ metresPerUnit }: Pick<Plan, "metresPerUnit">, units: number): Bar {
  const wanted = metresPerUnit * units;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const metres = [5, 2, 1].map((n) => n * power).find((n) => n <= wanted) ?? power;
  return { metres, units: metres / metresPerUnit };
}
