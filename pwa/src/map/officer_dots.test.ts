import { expect, test } from "vitest";
import { NAMES_AT_MOST, NAMES_ZOOM, rangesFor } from "./officer_dots";

test.each([
  [NAMES_AT_MOST, 3, ["officer", "officer-name"]],
  [NAMES_AT_MOST, NAMES_ZOOM + 1, ["officer", "officer-name"]],
  [NAMES_AT_MOST + 1, NAMES_ZOOM - 1, ["officer-dot"]],
  [NAMES_AT_MOST + 1, NAMES_ZOOM, ["officer", "officer-name"]],
])("%i officers at zoom %i are drawn once", (officers, zoom, drawn) => {
  const ranges = Object.entries(rangesFor(officers));
  expect(ranges.filter(([, [from, to]]) => zoom >= from && zoom < to).map(([layer]) => layer)).toEqual(drawn);
});
