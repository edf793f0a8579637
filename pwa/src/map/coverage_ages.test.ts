import { expect, test } from "vitest";
import { AGE_OPACITY, ageClass } from "./coverage_ages";

test.each([
  [0, 0], [86_399, 0], [86_400, 1], [3 * 86_400, 2], [7 * 86_400 - 1, 2], [7 * 86_400, 3], [1e8, 3], [null, 4],
])("%s seconds ago is class %i, and every class is drawn", (seconds, expected) => {
  expect(ageClass(seconds)).toBe(expected);
  expect(AGE_OPACITY[ageClass(seconds)]).toBeGreaterThan(0);
});
