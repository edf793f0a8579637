import { expect, test } from "vitest";
import type { Reading } from "../track/filter";
import { goodEnough } from "./own_fix";

const reading = (at: number, accuracy_m: number) => ({ at, accuracy_m, lon: 120, lat: 29 }) as Reading;

test("a report begins with the position known for two minutes at most, if it is good", () => {
  expect(goodEnough(reading(60_000, 8), 120_000)).toMatchObject({ at: 60_000 });
  expect(goodEnough(reading(60_000, 8), 180_001)).toBeNull();
  expect(goodEnough(reading(60_000, 51), 120_000)).toBeNull();
  expect(goodEnough(null, 0)).toBeNull();
});
