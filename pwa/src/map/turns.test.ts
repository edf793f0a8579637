import { beforeEach, expect, test, vi } from "vitest";
import { Turns } from "./turns";

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

test("jobs are done one a turn, in the order they came, the newest of each name", () => {
  const done: string[] = [];
  const turns = new Turns();
  turns.put("areas", () => done.push("old areas"));
  turns.put("leads", () => {
    done.push("leads");
    turns.put("names", () => done.push("names"));
  });
  turns.put("areas", () => done.push("areas"));
  expect(done).toEqual([]);
  vi.advanceTimersToNextTimer();
  expect(done).toEqual(["areas"]);
  vi.advanceTimersToNextTimer();
  vi.advanceTimersToNextTimer();
  expect(done).toEqual(["areas", "leads", "names"]);
  expect(vi.getTimerCount()).toBe(0);
});

test("a job that fails does not hold up the rest; nothing is done after the end", () => {
  const done: string[] = [];
  const turns = new Turns();
  turns.put("bad", () => {
    throw new Error("no");
  });
  turns.put("good", () => done.push("good"));
  turns.put("late", () => done.push("late"));
  expect(() => vi.advanceTimersToNextTimer()).toThrow("no");
  vi.advanceTimersToNextTimer();
  turns.stop();
  vi.runAllTimers();
  expect(done).toEqual(["good"]);
});
