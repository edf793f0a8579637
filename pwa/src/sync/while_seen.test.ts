import { afterEach, expect, test, vi } from "vitest";
import { tell } from "./state";
import { whileSeen } from "./while_seen";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("what is asked again and again is asked in sight and within reach alone", () => {
  vi.useFakeTimers();
  const page = { visibilityState: "visible" };
  vi.stubGlobal("document", page);
  tell({ reach: "online" });
  let looks = 0;
  const stop = whileSeen(1000, () => looks++);
  vi.advanceTimersByTime(2000);
  expect(looks).toBe(2);
  page.visibilityState = "hidden";
  vi.advanceTimersByTime(2000);
  Object.assign(page, { visibilityState: "visible" });
  tell({ reach: "offline" });
  vi.advanceTimersByTime(2000);
  expect(looks, "hidden, then offline").toBe(2);
  tell({ reach: "online" });
  vi.advanceTimersByTime(1000);
  stop();
  vi.advanceTimersByTime(2000);
  expect(looks).toBe(3);
});
