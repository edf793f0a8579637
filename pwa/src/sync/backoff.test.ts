import { expect, test } from "vitest";
import { backoffMs, isDue } from "./backoff";

test("doubles from a second to five minutes", () => {
  expect([1, 2, 3, 4, 9, 10, 50].map((attempts) => backoffMs(attempts, 1))).toEqual([
    1000, 2000, 4000, 8000, 256_000, 300_000, 300_000,
  ]);
});

test("is spread over its upper half", () => {
  expect([backoffMs(3, 0), backoffMs(3, 0.5), backoffMs(3, 1)]).toEqual([2000, 3000, 4000]);
});

test("waits at least as long as the server asks", () => {
  expect(backoffMs(1, 0, 20)).toBe(20_000);
  expect(backoffMs(10, 1, 1)).toBe(300_000);
  expect(backoffMs(1, 0, 7 * 86_400)).toBe(900_000);
});

test("what was put off before the clock was put back by hours or days is due", () => {
  const now = 10_000_000_000;
  expect([now, now + 1, now + 900_000, now + 900_001, now + 48 * 3_600_000].map((at) => isDue(at, now))).toEqual([
    true,
    false,
    false,
    true,
    true,
  ]);
});
