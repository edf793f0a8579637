/** The phone's position: one watch for everybody who wants to know, and none when nobody does. */

import { aheadAfter, type Heard, type Reading } from "./filter";

export type PositionProblem = "permission" | "no_fix" | "unsupported";
export type Listener = { reading(reading: Reading, since: number): void; problem(problem: PositionProblem): void };

const listeners = new Set<Listener>();
let watch: number | null = null;
let since = 0;
let latest: Reading | null = null;
/** Stays when nobody follows any more. */
let last: Reading | null = null;
/** By how much the phone's clock is ahead of its readings; they are told in the phone's own time. */
let ahead = 0;
let before: Heard | null = null;
/** So old may the reading be that a newcomer is told at once. */
const STILL_TRUE_MS = 60_000;

/** Follow the position; returns how to stop. Readings come with the time the watch began. */
export function followPosition(listener: Listener): () => void {
  listeners.add(listener);
  if (watch === null) begin();
  else tellNewcomer(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) end();
  };
}

/** Somebody who stands still gets no further reading: whoever asks now is told the last one. */
function tellNewcomer(listener: Listener): void {
  const known = latest;
  if (known && Date.now() - known.at < STILL_TRUE_MS) queueMicrotask(() => listener.reading(known, since));
}

/** The last position this page has seen, however old; its time says so. */
export function lastReading(): Reading | null {
  return last;
}

/** Begin anew: after a long sleep some phones keep a watch that never calls again. */
export function restartWatch(): void {
  if (listeners.size === 0) return;
  end();
  begin();
}

function begin(): void {
  if (!("geolocation" in navigator)) {
    queueMicrotask(() => listeners.forEach((listener) => listener.problem("unsupported")));
    return;
  }
  since = Date.now();
  const options = { enableHighAccuracy: true, maximumAge: 0, timeout: 30_000 };
  watch = navigator.geolocation.watchPosition(told, refused, options);
}

function end(): void {
  if (watch !== null) navigator.geolocation.clearWatch(watch);
  watch = null;
  latest = null;
}

function told({ coords, timestamp }: GeolocationPosition): void {
  const heard = { at: Math.round(timestamp), told: Date.now() };
  ahead = aheadAfter(ahead, before, heard);
  before = heard;
  const reading: Reading = {
    at: heard.at + ahead,
    lon: coords.longitude,
    lat: coords.latitude,
    accuracy_m: coords.accuracy,
    altitude_m: coords.altitude,
    speed_ms: coords.speed,
    heading_deg: coords.heading,
  };
  latest = reading;
  last = reading;
  for (const listener of [...listeners]) listener.reading(reading, since);
}

function refused({ code }: GeolocationPositionError): void {
  const problem = code === GeolocationPositionError.PERMISSION_DENIED ? "permission" : "no_fix";
  for (const listener of [...listeners]) listener.problem(problem);
}
