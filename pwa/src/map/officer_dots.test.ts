import { expect, test } from "vitest";
import { CROWD, dotFor, NAMES_AT_MOST, NAMES_ZOOM, rangesFor } from "./officer_dots";

test.each([
  [NAMES_AT_MOST, 3, ["officer", "officer-name"]],
  [NAMES_AT_MOST, NAMES_ZOOM + 1, ["officer", "officer-name"]],
  [NAMES_AT_MOST + 1, NAMES_ZOOM - 1, ["officer-dot"]],
  [NAMES_AT_MOST + 1, NAMES_ZOOM, ["officer", "officer-name"]],
])("%i officers at zoom %i are drawn once", (officers, zoom, drawn) => {
  const ranges = Object.entries(rangesFor(officers));
  expect(ranges.filter(([, [from, to]]) => zoom >= from && zoom < to).map(([layer]) => layer)).toEqual(drawn);
});

test("the dots of a crowd are smaller, and still have an edge", () => {
  expect(dotFor(CROWD)).toEqual(dotFor(1));
  expect(dotFor(CROWD + 1).radius).toBeLessThan(dotFor(CROWD).radius);
  expect(dotFor(CROWD + 1).stroke).toBeGreaterThan(0);
});
