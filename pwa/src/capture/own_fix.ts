/** The phone's own position while something is captured. */

import { useEffect, useState } from "preact/hooks";
import type { Fix } from "../api/types";
import type { Reading } from "../track/filter";
import { followPosition, lastReading, type PositionProblem } from "../track/position";

/** Worse than this is said, and a pin asked for. */
export const POOR_M = 50;

export type OwnFix = { reading: Reading | null; problem: PositionProblem | null };

/** So old may the last position be that a report need not wait for a new one. */
const KNOWN_MS = 120_000;

/** The last known position, if it is good enough to begin with: it is improved as soon as the phone says more. Pure. */
export function goodEnough(known: Reading | null, now: number): Reading | null {
  return known && now - known.at <= KNOWN_MS && known.accuracy_m <= POOR_M ? known : null;
}

/** Follows the position while the component is on the screen. */
export function useOwnFix(): OwnFix {
  const [own, setOwn] = useState<OwnFix>(() => ({ reading: goodEnough(lastReading(), Date.now()), problem: null }));
  useEffect(
    () =>
      followPosition({
        reading: (reading) => setOwn({ reading, problem: null }),
        problem: (problem) => setOwn(({ reading }) => ({ reading, problem })),
      }),
    [],
  );
  return own;
}

/** A reading as it is bound to a capture made at `now`. */
export function fixOf(reading: Reading, now: number): Fix {
  return {
    lon: reading.lon,
    lat: reading.lat,
    accuracy_m: Math.min(1_000_000, Math.max(0, reading.accuracy_m)),
    altitude_m: reading.altitude_m === null ? null : Math.min(20_000, Math.max(-1000, reading.altitude_m)),
    age_ms: Math.min(604_800_000, Math.max(0, Math.round(now - reading.at))),
    at: new Date(reading.at).toISOString(),
  };
}
