import { expect, test } from "vitest";
import { outline } from "./outline";

const square = (west: number, south: number, size: number) => ({
  type: "MultiPolygon" as const,
  coordinates: [
    [
      [
        [west, south],
        [west + size, south],
        [west + size, south + size],
        [west, south + size],
        [west, south],
      ],
    ],
  ],
});

test("the middle of an area is the middle of the drawing", () => {
  expect(outline(square(120, 0, 0.1), [120.05, 0.05])?.dot).toEqual([160, 75]);
});

test("north is up and east is right", () => {
  const [x, y] = outline(square(120, 0, 0.1), [120.09, 0.09])!.dot;
  expect([x > 160, y < 75]).toEqual([true, true]);
});

test("a square is as wide as the sphere makes it: half of its degrees at 60° north", () => {
  const { path } = outline(square(120, 60, 0.001), [120, 60])!;
  const xs = [...path.matchAll(/[ML]([\d.]+) /g)].map(([, x]) => Number(x));
  expect(Math.max(...xs) - Math.min(...xs)).toBeCloseTo(61, 0);
});

test("around who stands there is a circle of the accuracy, which is never too small to see nor the whole drawing", () => {
  const ring = (accuracy_m: number) => outline(square(120, 0, 0.01), [120.005, 0.005], accuracy_m)?.ring;
  // A square of 1113 m is 122 px high.
  expect(ring(300)).toBeCloseTo(32.9, 1);
  expect([ring(5), ring(5000)]).toEqual([12, 60]);
});

test("who stands outside is shown at the edge, and an area without a shape is not drawn", () => {
  expect(outline(square(120, 0, 0.1), [130, 0.05])?.dot[0]).toBe(313);
  expect(outline({ type: "MultiPolygon", coordinates: [] }, [120, 0])).toBeNull();
});
