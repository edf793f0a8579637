import { describe, expect, it } from "vitest";
import {
  areaAt,
  boxOf,
  circle,
  contains,
  distanceM,
  labelPlace,
  moved,
  vertices,
  type LonLat,
  type MultiPolygon,
} from "./geometry";

const square = (west: number, south: number, size: number) => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];
const withHole: MultiPolygon = { type: "MultiPolygon", coordinates: [[square(0, 0, 10), square(4, 4, 2)]] };
const twoParts: MultiPolygon = { type: "MultiPolygon", coordinates: [[square(0, 0, 1)], [square(5, 5, 1)]] };

describe("which shape covers a place", () => {
  it.each<[string, MultiPolygon, LonLat, boolean]>([
    ["inside", withHole, [1, 1], true],
    ["outside", withHole, [11, 1], false],
    ["in the hole", withHole, [5, 5], false],
    ["between hole and edge", withHole, [5, 8], true],
    ["in the second part", twoParts, [5.5, 5.5], true],
    ["between the parts", twoParts, [3, 3], false],
    ["level with a corner", twoParts, [-1, 1], false],
    ["an empty shape", { type: "MultiPolygon", coordinates: [] }, [0, 0], false],
  ])("%s", (_, shape, place, expected) => {
    expect(contains(shape, place)).toBe(expected);
  });

  it("gives exactly one of two neighbours to a place near their common edge", () => {
    const west = { name: "west", geometry: { type: "MultiPolygon" as const, coordinates: [[square(0, 0, 1)]] } };
    const east = { name: "east", geometry: { type: "MultiPolygon" as const, coordinates: [[square(1, 0, 1)]] } };
    expect(areaAt([west, east], [0.999_999, 0.5])?.name).toBe("west");
    expect(areaAt([west, east], [1.000_001, 0.5])?.name).toBe("east");
    const on_edge = [west, east].filter((area) => contains(area.geometry, [1, 0.5]));
    expect(on_edge).toHaveLength(1);
    expect(areaAt([west, east], [3, 3])).toBeUndefined();
  });
});

describe("distances", () => {
  it("agrees with the published length of a degree", () => {
    expect(distanceM([120, 29], [120, 30])).toBeCloseTo(111_195, -1);
    expect(distanceM([120, 30], [121, 30])).toBeCloseTo(96_297, -2);
    expect(distanceM([120, 30], [120, 30])).toBe(0);
  });

  it("moves a place by the metres asked for", () => {
    const start: LonLat = [120.2363, 29.7136];
    expect(distanceM(start, moved(start, 30, 40))).toBeCloseTo(50, 1);
  });

  it("draws an accuracy circle whose every point is its radius away", () => {
    const ring = circle([120.2, 29.7], 25);
    expect(ring[0]).toEqual(ring.at(-1)?.map((value) => expect.closeTo(value, 9)));
    for (const place of ring) expect(distanceM([120.2, 29.7], place)).toBeCloseTo(25, 1);
  });
});

describe("boxes and labels", () => {
  it("has no box around nothing", () => {
    expect(boxOf([])).toBeUndefined();
  });

  it("boxes all parts", () => {
    expect(boxOf(vertices([twoParts]))).toEqual({ west: 0, south: 0, east: 6, north: 6 });
  });

  it("writes the name of a crescent inside it", () => {
    const crescent: MultiPolygon = {
      type: "MultiPolygon",
      coordinates: [[[[0, 0], [10, 0], [10, 10], [0, 10], [0, 8], [8, 8], [8, 2], [0, 2], [0, 0]]]],
    };
    const place = labelPlace(crescent);
    expect(place && contains(crescent, place)).toBe(true);
  });

  it("writes no name without a shape", () => {
    expect(labelPlace({ type: "MultiPolygon", coordinates: [] })).toBeUndefined();
  });
});
