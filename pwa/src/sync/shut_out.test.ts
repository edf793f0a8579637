import { expect, test } from "vitest";
import { mayAskNow } from "./shut_out";

test("a phone in sight and within reach asks when nothing was answered for ten seconds", () => {
  expect(mayAskNow(true, "online", 0, 10_000)).toBe(true);
  expect(mayAskNow(true, "online", 5_000, 10_000)).toBe(false);
  expect(mayAskNow(false, "online", 0, 10_000)).toBe(false);
  expect(mayAskNow(true, "offline", 0, 10_000)).toBe(false);
});
