import { describe, expect, it } from "vitest";
import { freshness, LEAD_MARKS, OFFICER_MARKS, standing, type Mark } from "./marks";

const tables: [string, Record<string, Mark>][] = [["leads", LEAD_MARKS], ["officers", OFFICER_MARKS]];

describe.each(tables)("marks of %s", (_, table) => {
  const marks = Object.values(table);

  it("never share a shape, so that colour is not needed to tell them apart", () => {
    expect(new Set(marks.map((mark) => mark.shape)).size).toBe(marks.length);
  });
});

describe("an officer", () => {
  it.each([
    ["running", "fresh"],
    ["paused", "paused"],
  ] as const)("whose patrol is %s is shown as %s", (patrol_state, expected) => {
    expect(standing({ patrol_state, at: "2026-11-23T07:59:59Z" }, Date.parse("2026-11-23T08:00:00Z"))).toBe(expected);
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
