import { expect, test } from "vitest";
import { afterWrong, isOff, noTries, settled, weakness } from "./tries";

const T = 1_000_000;

test("the waits grow, and after ten the PIN is off", () => {
  let tries = noTries(T);
  const seen: [number, number, boolean][] = [];
  for (let n = 1; n <= 10; n++) {
    tries = afterWrong(tries, T);
    seen.push([tries.wrong, tries.wait_ms / 1000, isOff(tries)]);
  }
  expect(seen).toEqual([
    [1, 0, false],
    [2, 0, false],
    [3, 0, false],
    [4, 0, false],
    [5, 30, false],
    [6, 60, false],
    [7, 300, false],
    [8, 900, false],
    [9, 900, false],
    [10, 0, true],
  ]);
});

test.each([
  ["no time has passed", 0, 30_000],
  ["part of the wait has passed", 10_000, 20_000],
  ["all of it and more", 40_000, 0],
  ["the clock was set back", -3_600_000, 30_000],
])("when %s", (_, passed, left) => {
  const tries = { wrong: 5, wait_ms: 30_000, at: T };
  expect(settled(tries, T + passed)).toEqual({ wrong: 5, wait_ms: left, at: T + passed });
});

test("after a clock was set back the wait goes on from there, and does not last until the old time comes again", () => {
  const back = settled({ wrong: 5, wait_ms: 30_000, at: T }, T - 3_600_000);
  expect(settled(back, T - 3_600_000 + 30_000).wait_ms).toBe(0);
});

test.each([
  ["12345", "short"],
  ["123456", "simple"],
  ["987654", "simple"],
  ["000000", "simple"],
  ["abcdef", "simple"],
  ["135790", null],
  ["枫桥2026年", null],
  ["274905", null],
])("%s is %s", (pin, why) => expect(weakness(pin)).toBe(why));
