import { describe, expect, it } from "vitest";
import { distanceM, type LonLat } from "../../map/geometry";
import { bar, plan } from "./sketch";

describe("a plan", () => {
  const a: LonLat = [120.3, 29.7];
  const b: LonLat = [120.32, 29.71];
  it("keeps everything inside its margin, north up and east right", () => {
    const { to } = plan([a, b], 600, 400);
    const [ax, ay] = to(a);
    const [bx, by] = to(b);
    for (const x of [ax, bx]) expect(x >= 24 - 1e-6 && x <= 576 + 1e-6).toBe(true);
    for (const y of [ay, by]) expect(y >= 24 - 1e-6 && y <= 376 + 1e-6).toBe(true);
    expect(bx > ax && by < ay).toBe(true);
  });

  it("tells what ground is on the paper", () => {
    const { to, box } = plan([a, b], 600, 400);
    const corners = [to([box.west, box.north]), to([box.east, box.south])].flat();
    for (const [n, wanted] of [0, 0, 600, 400].entries()) expect(corners[n]).toBeCloseTo(wanted, 6);
  });

  it("is to scale in every direction", () => {
    const { to, metresPerUnit } = plan([a, b], 600, 400);
    const [ax, ay] = to(a);
    const [bx, by] = to(b);
    expect((Math.hypot(bx - ax, by - ay) * metresPerUnit) / distanceM(a, b)).toBeCloseTo(1, 3);
  });

  it("puts a single place in the middle, with ground around it", () => {
    const one = plan([a], 600, 400);
    expect(one.to(a)).toEqual([300, 200]);
    expect(one.metresPerUnit * 400).toBeGreaterThan(1200);
  });

  it.each([
    [1, 100, 100],
    [1.7, 100, 100],
    [3, 100, 200],
    [7, 100, 500],
  ])("of %d metres a unit has a round bar within %d units", (metresPerUnit, units, metres) => {
    const found = bar({ metresPerUnit }, units);
    expect(found.metres).toBe(metres);
    expect(found.units).toBeLessThanOrEqual(units);
  });
});
