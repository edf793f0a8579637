import { expect, test } from "vitest";
import type { Gap, Track } from "../api/types";
import { sketch } from "./sketch";

const track = (parts: [number, number][][], gaps: Gap[] = []): Track => ({
  parts: parts.map((places) => ({ coordinates: places.map(([lon, lat], n) => [lon, lat, n * 1000] as [number, number, number]) })),
  gaps,
  dropped: [],
});

test("nothing recorded is nothing drawn", () => {
  expect(sketch(track([]))).toBeNull();
});

test("north is up and east is right", () => {
  const drawn = sketch(track([[[120.3, 29.79], [120.31, 29.8]]]))!;
  expect(drawn.end[0]).toBeGreaterThan(drawn.start[0]);
  expect(drawn.end[1]).toBeLessThan(drawn.start[1]);
});

test("a square on the ground is a square in the picture, and all of it is inside", () => {
  const side = 0.01;
  const wide = side / Math.cos((29.79 * Math.PI) / 180);
  const drawn = sketch(track([[[120.3, 29.79], [120.3 + wide, 29.79], [120.3 + wide, 29.79 + side], [120.3, 29.79 + side]]]))!;
  const points = [...drawn.parts[0]!.matchAll(/([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
  const [a, b, c] = [points[0]!, points[1]!, points[2]!];
  expect(Math.abs(b[0] - a[0] - (b[1] - c[1]))).toBeLessThan(1);
  for (const [x, y] of points) {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x).toBeLessThanOrEqual(drawn.width);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y).toBeLessThanOrEqual(drawn.height);
  }
  // 0.01° of latitude is 1,113 m; the picture shows that much and its margins.
  expect(drawn.metres).toBeGreaterThan(1113);
  expect(drawn.metres).toBeLessThan(1300);
});

test("a gap is drawn as a gap and never as a part", () => {
  const gap: Gap = {
    from_at: "2026-11-23T01:00:00Z", to_at: "2026-11-23T01:05:00Z", seconds: 300, reason: "hidden",
    from_place: [120.301, 29.79], to_place: [120.305, 29.79],
  };
  const drawn = sketch(track([[[120.3, 29.79], [120.301, 29.79]], [[120.305, 29.79], [120.306, 29.79]]], [gap]))!;
  expect(drawn.parts).toHaveLength(2);
  expect(drawn.gaps).toHaveLength(1);
});

test("standing still is not blown up into a walk", () => {
  const drawn = sketch(track([[[120.3, 29.79], [120.30001, 29.79]]]))!;
  expect(Math.abs(drawn.end[0] - drawn.start[0])).toBeLessThan(10);
});
