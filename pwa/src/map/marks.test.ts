import { describe, expect, it } from "vitest";
import { freshness, LEAD_MARKS, OFFICER_MARKS, type Mark } from "./marks";

/** Relative luminance and contrast ratio as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [hi = 0, lo = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (hi + 0.05) / (lo + 0.05);
}

const tables: [string, Record<string, Mark>][] = [["leads", LEAD_MARKS], ["officers", OFFICER_MARKS]];

describe.each(tables)("marks of %s", (_, table) => {
  const marks = Object.values(table);

  it("never share a shape, so that colour is not needed to tell them apart", () => {
    expect(new Set(marks.map((mark) => mark.shape)).size).toBe(marks.length);
  });

  it("never share a colour", () => {
    expect(new Set(marks.map((mark) => mark.colour)).size).toBe(marks.length);
  });

  it("keep what is drawn inside them readable", () => {
    for (const mark of marks) expect(contrast(mark.colour, mark.ink), mark.colour).toBeGreaterThanOrEqual(3);
  });
});

describe("age of a fix", () => {
  const now = Date.parse("2026-11-23T08:00:00Z");
  it.each([
    ["2026-11-23T07:59:30Z", "fresh"],
    ["2026-11-23T07:59:00Z", "fresh"],
    ["2026-11-23T07:58:59Z", "late"],
    ["2026-11-23T07:55:00Z", "late"],
    ["2026-11-23T07:54:59Z", "stale"],
    ["2026-11-23T08:00:05Z", "fresh"],
    [null, "none"],
  ] as const)("%s is %s", (at, expected) => {
    expect(freshness(at, now)).toBe(expected);
  });
});
