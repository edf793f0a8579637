import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Hold } from "./hold";

describe("a hold", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("keeps nothing back before it begins, and does once what was asked for meanwhile when it ends", () => {
    const run = vi.fn();
    const hold = new Hold(run);
    expect(hold.keeps()).toBe(false);
    hold.begin(500);
    expect(hold.keeps()).toBe(true);
    expect(hold.keeps()).toBe(true);
    expect(run).not.toHaveBeenCalled();
    hold.end();
    expect(run).toHaveBeenCalledOnce();
    expect(hold.keeps()).toBe(false);
    hold.end();
    vi.advanceTimersByTime(5000);
    expect(run).toHaveBeenCalledOnce();
  });

  it("ends by itself, reckoned from its first beginning", () => {
    const run = vi.fn();
    const hold = new Hold(run);
    hold.begin(500);
    hold.keeps();
    vi.advanceTimersByTime(400);
    hold.begin(500);
    vi.advanceTimersByTime(99);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(run).toHaveBeenCalledOnce();
  });

  it("does nothing that nobody asked for", () => {
    const run = vi.fn();
    const hold = new Hold(run);
    hold.begin(500);
    vi.advanceTimersByTime(5000);
    expect(run).not.toHaveBeenCalled();
  });
});
