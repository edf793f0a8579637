import { describe, expect, it } from "vitest";
import { CLOSEST, fitted, held, panned, turned, WHOLE, zoomed } from "./view";

const frame = { width: 800, height: 600 };
const photo = { width: 4000, height: 3000 };

describe("zooming a photo", () => {
  it("keeps the point under the pointer where it is", () => {
    const at = { x: 100, y: -50 };
    const view = zoomed(panned(zoomed(WHOLE, 2), 30, 20), 1.5, at);
    const before = { x: (at.x - 30) / 2, y: (at.y - 20) / 2 };
    expect((at.x - view.x) / view.scale).toBeCloseTo(before.x);
    expect((at.y - view.y) / view.scale).toBeCloseTo(before.y);
  });

  it("ends at the whole photo and at the closest look", () => {
    expect(zoomed({ ...WHOLE, scale: 1.2, x: 40, y: 9 }, 0.5)).toEqual(WHOLE);
    expect(zoomed(WHOLE, 100).scale).toBe(CLOSEST);
  });
});

describe("turning a photo", () => {
  it("comes round after four quarters, and back again", () => {
    const turns = [1, 1, 1, 1].reduce((view) => turned(view, 1), WHOLE);
    expect(turns.turn).toBe(0);
    expect(turned(WHOLE, -1).turn).toBe(3);
  });
});

describe("fitting a photo", () => {
  it.each([
    ["upright", photo, 0, { width: 800, height: 600 }],
    ["turned, so that its width has to fit the height", photo, 1, { width: 600, height: 450 }],
    ["small, and not blown up", { width: 100, height: 50 }, 0, { width: 100, height: 50 }],
    ["without a size yet", { width: 0, height: 0 }, 0, { width: 0, height: 0 }],
  ] as const)("%s", (_, size, turn, expected) => {
    expect(fitted(size, frame, turn)).toEqual(expected);
  });

  it("cannot be dragged out of the frame", () => {
    expect(held(panned(WHOLE, 500, 500), photo, frame)).toEqual(WHOLE);
    expect(held(panned(zoomed(WHOLE, 2), 5000, -5000), photo, frame)).toMatchObject({ x: 400, y: -300 });
  });
});
