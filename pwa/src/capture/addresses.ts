/** Addresses this person has written before, those from close by first. Pure. */

import type { LonLat } from "../api/types";
import { distanceM } from "../map/geometry";

const AT_MOST = 4;
const NEAR_M = 2_000;

type Known = { address: string; place: LonLat };

/** Newest first in, nearest first out; those from nearby only, when it is known where one is. */
export function addressesNear(known: readonly Known[], place: LonLat | null, written: string): string[] {
  const words = written.trim();
  const measured = known
    .filter(({ address }) => address !== "" && address !== words && address.includes(words))
    .map(({ address, place: there }) => ({ address, far: place ? distanceM(place, there) : 0 }))
    .filter(({ far }) => far <= NEAR_M)
    .sort((a, b) => a.far - b.far);
  return [...new Set(measured.map(({ address }) => address))].slice(0, AT_MOST);
}
