import { expect, test } from "vitest";
import { isTime } from "./install";

const DAY = 86_400_000;
const NOW = 100 * DAY;

test.each([
  ["who was never asked", null, null, true],
  ["who said later yesterday", NOW - DAY, null, false],
  ["who said later two weeks ago", NOW - 14 * DAY, null, true],
  ["who said later two days ago and has something unsent for more than a day", NOW - 2 * DAY, NOW - 2 * DAY, true],
  ["who said later an hour ago, whatever is unsent", NOW - 3_600_000, NOW - 5 * DAY, false],
  ["who said later two days ago and has something unsent since this morning", NOW - 2 * DAY, NOW - DAY / 2, false],
])("%s", (_who, putOff, waitingSince, expected) => expect(isTime(NOW, putOff, waitingSince)).toBe(expected));
