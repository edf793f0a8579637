/** Where the phone's map begins: at what is looked for, else where one stands, else with the whole town. Pure. */

import type { Area } from "../api/types";
import { areaAt, type LonLat } from "../map/geometry";

/** Houses can be told apart, and the way there is in sight. */
export const AT_PLACE_ZOOM = 16;
/** The streets around. */
export const AROUND_ZOOM = 15;

export type Look = { place: LonLat; zoom: number };

/** Null: with the whole town, as when one is far from it. */
export function firstLook(sought: LonLat | null, own: LonLat | null, towns: readonly Area[]): Look | null {
  if (sought) return { place: sought, zoom: AT_PLACE_ZOOM };
  return own && areaAt(towns, own) ? { place: own, zoom: AROUND_ZOOM } : null;
}
