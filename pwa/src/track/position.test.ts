import { afterEach, expect, test, vi } from "vitest";
import { fixOf } from "../capture/own_fix";
import type { Reading } from "./filter";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("on a phone whose clock is two days ahead of the satellites, a position is of now from its second reading on", async () => {
  vi.useFakeTimers({ now: Date.parse("2026-03-03T10:00:00+08:00") });
  let tell: PositionCallback = () => undefined;
  const watchPosition = (told: PositionCallback) => ((tell = told), 1);
  vi.stubGlobal("navigator", { geolocation: { watchPosition, clearWatch: () => undefined } });
  const { followPosition, lastReading } = await import("./position");
  const heard: Reading[] = [];
  const stop = followPosition({ reading: (reading) => heard.push(reading), problem: () => undefined });
  const coords = { longitude: 120.3, latitude: 29.7, accuracy: 8, altitude: null, speed: 0, heading: null };
  const twoDays = 48 * 3_600_000;
  for (let second = 0; second < 3; second++) {
    vi.advanceTimersByTime(1000);
    tell({ coords, timestamp: Date.now() - twoDays } as GeolocationPosition);
  }
  expect(heard.map(({ at }) => Date.now() - at)).toEqual([twoDays + 2000, 1000, 0]);
  expect(fixOf(lastReading()!, Date.now()).age_ms).toBe(0);
  stop();
});
