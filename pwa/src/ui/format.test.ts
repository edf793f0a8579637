import { beforeAll, describe, expect, it, test } from "vitest";
import { learn } from "../i18n";
import { commonZh } from "../i18n/common.zh";
import { age, bytes, clockTime, exactTime, lasting, metres, shortTime, stopwatch } from "./format";

const now = Date.parse("2026-11-23T08:00:00Z");
beforeAll(() => learn(commonZh, {}));

/** As it is read: blanks that may not be broken look like others. */
const read = (text: string) => text.replaceAll("\u00a0", " ");

describe("age", () => {
  it.each([
    ["2026-11-23T08:00:00Z", "刚刚"],
    ["2026-11-23T07:59:13Z", "47 秒前"],
    ["2026-11-23T07:59:00Z", "1 分钟前"],
    ["2026-11-23T07:57:00Z", "3 分钟前"],
    ["2026-11-23T07:00:01Z", "59 分钟前"],
    ["2026-11-23T07:00:00Z", "1 小时前"],
    ["2026-11-22T08:00:01Z", "23 小时前"],
    ["2026-11-22T08:00:00Z", "1 天前"],
    ["2026-11-23T08:05:00Z", "刚刚"],
  ])("of %s is %s, never of a time to come", (at, text) => {
    expect(read(age(Date.parse(at), now))).toBe(text);
  });
});

describe("the wall clock in Zhuji", () => {
  it.each([
    ["2026-11-23T08:05:09Z", "2026-11-23 16:05:09"],
    ["2026-11-23T16:00:00Z", "2026-11-24 00:00:00"],
    ["2026-12-31T16:30:00Z", "2027-01-01 00:30:00"],
  ])("shows %s as %s, wherever the screen stands", (at, text) => {
    expect(read(exactTime(Date.parse(at)))).toBe(text);
    expect(clockTime(Date.parse(at))).toBe(text.slice(11, 16));
  });
});

test("a year that only a wrong clock tells still fits its place", () => {
  expect(read(exactTime(Date.parse("9999-12-31T20:00:00Z")))).toBe("9999-12-31 23:59:59");
});

describe("lengths", () => {
  it.each([
    [0, "0:00:00", "0 秒"],
    [65_000, "0:01:05", "1 分钟"],
    [3_600_000, "1:00:00", "1 小时 0 分钟"],
    [7_384_000, "2:03:04", "2 小时 3 分钟"],
    [-3_000, "0:00:00", "0 秒"],
  ])("%d ms is %s or %s", (ms, watch, words) => {
    expect(stopwatch(ms)).toBe(watch);
    expect(read(lasting(ms))).toBe(words);
  });

  it("are metres, then kilometres", () => {
    expect([metres(4.4), metres(999), metres(12_345)].map(read)).toEqual(["4 米", "999 米", "12.35 公里"]);
  });

  it("of files are rounded up, so that none is empty", () => {
    expect([bytes(1), bytes(127_400), bytes(2_500_000), bytes(3_000_000_000)].map(read)).toEqual([
      "1 KB",
      "128 KB",
      "2.5 MB",
      "3.0 GB",
    ]);
  });
});

describe("no line ends inside", () => {
  it.each([
    ["a time", () => exactTime(now)],
    ["a short time", () => shortTime(now - 86_400_000, now)],
    ["an age", () => age(now - 60_000, now)],
    ["a length of time", () => lasting(7_384_000)],
    ["a distance", () => metres(12)],
    ["a size", () => bytes(2_500_000)],
  ])("%s", (_, made) => expect(made()).not.toContain(" "));
});
