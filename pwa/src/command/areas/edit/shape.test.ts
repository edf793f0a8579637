import { describe, expect, test } from "vitest";
import { areaM2, toMetres } from "../../../map/gauss";
import { cornersOf, insertCorner, moveCorner, placeOf, removeCorner, shapeOf, snap, type Shape } from "./shape";

const square: Shape = shapeOf([[0, 0], [4, 0], [4, 4], [0, 4]])!;
const ring = (shape: Shape) => shape.coordinates[0]![0]!;

describe("places on the statutory plane", () => {
  // From pyproj (PROJ 9): Transformer.from_crs(4490, 4549, always_xy=True).
  test.each([[120.0, 29.7, 500000.00000, 3286858.42194], [120.24, 29.71, 523223.77414, 3287991.00325], [119.6, 29.3, 461137.34529, 3242587.18575], [121.5, 30.9, 643413.46839, 3420851.66009], [118.2, 27.1, 321482.20298, 2999988.41683], [120.0000001, 0.5, 500000.01113, 55287.15200]])("%f, %f", (lon, lat, east, north) => {
    const [x, y] = toMetres(lon, lat);
    expect(Math.hypot(x - east, y - north)).toBeLessThan(1e-4);
  });
  test("and the area there, a hole left out", () => {
    const shape: Shape = {
      type: "MultiPolygon",
      coordinates: [[[[120.2, 29.7], [120.3, 29.7], [120.3, 29.8], [120.2, 29.8], [120.2, 29.7]],
        [[120.24, 29.74], [120.24, 29.76], [120.26, 29.76], [120.26, 29.74], [120.24, 29.74]]]],
    };
    expect(Math.abs(areaM2(shape) - 102933058.48)).toBeLessThan(1);
  });
});

describe("corners", () => {
  test("are moved wherever the ring begins", () => {
    expect(ring(moveCorner(square, [0, 0], [-1, -1]))).toEqual([[-1, -1], [4, 0], [4, 4], [0, 4], [-1, -1]]);
    expect(moveCorner(square, [9, 9], [1, 1])).toBe(square);
  });
  test("are set in on a stretch, whichever way it runs", () => {
    expect(ring(insertCorner(square, [4, 0], [0, 0], [2, 0]))).toEqual([[0, 0], [2, 0], [4, 0], [4, 4], [0, 4], [0, 0]]);
    expect(insertCorner(square, [4, 4], [0, 0], [2, 2])).toBe(square);
  });
  test("are taken out, down to three", () => {
    const three = removeCorner(square, [0, 0])!;
    expect(cornersOf(three)).toHaveLength(3);
    expect(ring(three)[0]).toEqual(ring(three).at(-1));
    expect(removeCorner(three, [4, 4])).toBeNull();
  });
});

describe("a place near borders", () => {
  const pixel = { lon: 0.01, lat: 0.01 };
  test("is laid onto a corner before a border, and onto a border exactly", () => {
    expect(snap([0.05, 0.05], [square], pixel)).toEqual([0, 0]);
    expect(snap([2, 0.05], [square], pixel)).toEqual([2, 0]);
  });
  test("stays where it is when nothing is near, or what is near is itself being moved", () => {
    expect(snap([2, 2], [square], pixel)).toEqual([2, 2]);
    expect(snap([0.05, 0.05], [square], pixel, [0, 0])).toEqual([0.05, 0.05]);
  });
});

test("what is typed is a place only if it is one", () => {
  expect(placeOf(" 120.25， 29.75 ")).toEqual([120.25, 29.75]);
  for (const typed of ["", "120.25", "120.25 29.75 3", "a b", "29.75 120.25"]) expect(placeOf(typed)).toBeNull();
});
