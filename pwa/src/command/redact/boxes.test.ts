import { describe, expect, it } from "vitest";
import { added, between, NONE, nudged, removed, undone } from "./boxes";

const box = (x: number, y: number, width = 0.2, height = 0.2) => ({ x, y, width, height });

describe("boxes over a picture", () => {
  it("lie between two points in any order", () => {
    expect(between([0.5, 0.75], [0.25, 0.25])).toEqual(box(0.25, 0.25, 0.25, 0.5));
    expect(between([0, 1], [0.5, 0.5])).toEqual(box(0, 0.5, 0.5, 0.5));
  });

  it("are not added by a slip of the hand", () => {
    expect(added(NONE, box(0, 0, 0.001, 0.5))).toBe(NONE);
  });

  it("stay within the picture when they are moved or made larger", () => {
    const one = added(NONE, box(0.7, 0.7));
    expect(nudged(one, 0.5, 0.5, false).now[0]).toEqual(box(0.8, 0.8));
    const wide = nudged(one, 0.5, 0.5, true).now[0]!;
    expect(wide.x + wide.width).toBeCloseTo(1);
    expect(nudged(one, -1, -1, true).now[0]!.width).toBe(0.01);
  });

  it("can be taken back, one change after the other", () => {
    const two = added(added(NONE, box(0, 0)), box(0.5, 0.5));
    const gone = removed(two);
    expect(gone.now).toHaveLength(1);
    expect(undone(gone).now).toEqual(two.now);
    expect(undone(undone(undone(gone)))).toMatchObject({ now: [], before: [], at: null });
    expect(undone(NONE)).toBe(NONE);
  });

  it("are moved by keys one at a time, the newest first", () => {
    const two = added(added(NONE, box(0, 0)), box(0.5, 0.5));
    expect(two.at).toBe(1);
    expect(nudged(two, 0.1, 0, false).now[0]).toEqual(box(0, 0));
    expect(removed(removed(removed(two))).at).toBeNull();
  });
});
