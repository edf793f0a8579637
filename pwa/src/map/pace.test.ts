import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Pace } from "./pace";

describe("a pace", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("runs at once, then once per interval with the newest value", () => {
    const ran: number[] = [];
    const pace = new Pace<number>(1000, (value) => ran.push(value));
    pace.put(1);
    expect(ran).toEqual([1]);
    pace.put(2);
    pace.put(3);
    vi.advanceTimersByTime(999);
    expect(ran).toEqual([1]);
    vi.advanceTimersByTime(1);
    expect(ran).toEqual([1, 3]);
    vi.advanceTimersByTime(5000);
    pace.put(4);
    expect(ran).toEqual([1, 3, 4]);
  });

  it("runs nothing after it was stopped", () => {
    const ran: number[] = [];
    const pace = new Pace<number>(1000, (value) => ran.push(value));
    pace.put(1);
    pace.put(2);
    pace.stop();
    vi.advanceTimersByTime(5000);
    expect(ran).toEqual([1]);
  });
});
