import { describe, expect, it } from "vitest";
import { ageOf, clockTime, distanceText, duration, exactTime, secondsSince } from "./age";

const now = Date.parse("2026-11-23T08:00:00Z");

describe("age", () => {
  it.each([
    ["2026-11-23T08:00:00Z", "now", 0],
    ["2026-11-23T07:59:01Z", "now", 0],
    ["2026-11-23T07:59:00Z", "minute", 1],
    ["2026-11-23T07:57:00Z", "minute", 3],
    ["2026-11-23T07:00:01Z", "minute", 59],
    ["2026-11-23T07:00:00Z", "hour", 1],
    ["2026-11-22T08:00:01Z", "hour", 23],
    ["2026-11-22T08:00:00Z", "day", 1],
    ["2026-11-23T08:05:00Z", "now", 0],
  ])("of %s is %s %i", (at, unit, count) => {
    expect(ageOf(at, now)).toEqual({ unit, count });
  });

  it("of a fix counts seconds and never goes below nothing", () => {
    expect(secondsSince("2026-11-23T07:59:12.400Z", now)).toBe(47);
    expect(secondsSince("2026-11-23T08:01:00Z", now)).toBe(0);
  });
});

describe("the wall clock in Zhuji", () => {
  it.each([
    ["2026-11-23T08:05:09Z", "2026-11-23 16:05:09"],
    ["2026-11-23T16:00:00Z", "2026-11-24 00:00:00"],
    ["2026-12-31T16:30:00Z", "2027-01-01 00:30:00"],
  ])("shows %s as %s, wherever the screen stands", (at, text) => {
    expect(exactTime(at)).toBe(text);
  });

  it("shows hours and minutes alone", () => {
    expect(clockTime("2026-11-23T08:05:09Z")).toBe("16:05");
  });
});

describe("lengths", () => {
  it.each([[0, "0:00"], [59.6, "1:00"], [65, "1:05"], [3600, "1:00:00"], [7384, "2:03:04"], [-3, "0:00"]])(
    "%d s is %s",
    (seconds, text) => expect(duration(seconds)).toBe(text),
  );

  it.each([[4, "0 m"], [87, "90 m"], [994, "990 m"], [996, "1.0 km"], [12_345, "12.3 km"]])("%d m is %s", (metres, text) =>
    expect(distanceText(metres)).toBe(text),
  );
});
