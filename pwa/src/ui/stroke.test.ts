import { expect, test } from "vitest";
import { shareOf } from "./stroke";

const FRAME = { left: 100, top: 50, width: 200, height: 400 };

test("a place is told in shares of the picture", () => {
  expect(shareOf({ clientX: 150, clientY: 150 }, FRAME)).toEqual([0.25, 0.25]);
});

test("beside the picture it is the nearest edge", () => {
  expect(shareOf({ clientX: 0, clientY: 999 }, FRAME)).toEqual([0, 1]);
});
