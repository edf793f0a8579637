/** Where the phone is when somebody calls for help, and how full it is: at once, or not at all. */

import type { Fix } from "../api/types";
import { fixOf } from "../capture/own_fix";
import type { LocalPatrol } from "../store/records";
import { followBattery } from "../track/battery";
import type { Reading } from "../track/filter";
import { followPosition, lastReading } from "../track/position";
import { recording } from "../track/state";

/** Longer than this nobody in need waits for a satellite. */
const WAIT_MS = 3_000;

export type Finder = { found(patrol: LocalPatrol | undefined): Promise<Fix | null>; stop(): void };

/** Begin to look when the button is touched: the two seconds of holding are not lost. */
export function findPlace(): Finder {
  let latest: Reading | null = null;
  let tell: () => void = () => undefined;
  const first = new Promise<void>((resolve) => (tell = resolve));
  const stop = followPosition({
    reading: (reading) => {
      latest = reading;
      tell();
    },
    problem: () => tell(),
  });
  return {
    stop,
    async found(patrol) {
      await Promise.race([first, new Promise((resolve) => setTimeout(resolve, WAIT_MS))]);
      stop();
      const now = Date.now();
      // An old place with its age is worth more to those who come than none.
      const known = latest ?? lastReading();
      return known ? fixOf(known, now) : patrol?.last ? oldFix(patrol.last, now) : null;
    },
  };
}

/** The last fix of the patrol, with its age said. */
function oldFix({ at, lon, lat, accuracy_m }: NonNullable<LocalPatrol["last"]>, now: number): Fix {
  return fixOf({ at, lon, lat, accuracy_m, altitude_m: null, speed_ms: null, heading_deg: null }, now);
}

/** Percent; null where the browser does not say. */
export function batteryNow(): Promise<number | null> {
  const known = recording.get().battery.level;
  if (known !== null) return Promise.resolve(known);
  return new Promise((resolve) => {
    let stop: () => void = () => undefined;
    const done = (level: number | null) => {
      resolve(level);
      stop();
    };
    stop = followBattery(({ level }) => level !== null && done(level));
    setTimeout(() => done(null), 300);
  });
}
