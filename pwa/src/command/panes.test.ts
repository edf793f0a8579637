import { describe, expect, it } from "vitest";
import { BOUNDS, readPanes, USUAL, widthForKey, widthOf } from "./panes";

describe("the columns", () => {
  it("stay within their bounds and leave the map its least", () => {
    expect(widthOf("list", 10, 1440, 430)).toBe(BOUNDS.list.least);
    expect(widthOf("list", 9999, 3000, 430)).toBe(BOUNDS.list.most);
    expect(widthOf("list", 640, 1100, 430)).toBe(430);
    expect(widthOf("side", 500, 700, 360)).toBe(BOUNDS.side.least);
  });

  it("move by keys, the right one the other way round", () => {
    expect(widthForKey("list", 360, "ArrowRight", false)).toBe(376);
    expect(widthForKey("side", 430, "ArrowRight", false)).toBe(414);
    expect(widthForKey("side", 430, "ArrowLeft", true)).toBe(494);
    expect(widthForKey("list", 360, "Home", false)).toBe(BOUNDS.list.least);
    expect(widthForKey("list", 360, "End", false)).toBe(BOUNDS.list.most);
    expect(widthForKey("list", 360, "a", false)).toBeUndefined();
  });

  it("are kept, and what makes no sense is not believed", () => {
    expect(readPanes(null)).toEqual(USUAL);
    expect(readPanes("nonsense")).toEqual(USUAL);
    expect(readPanes('{"list":5,"side":"x","listShut":"yes"}')).toEqual(USUAL);
    expect(readPanes('{"list":300,"side":500,"sideShut":true}')).toEqual({
      list: 300,
      side: 500,
      listShut: false,
      sideShut: true,
    });
  });
});
