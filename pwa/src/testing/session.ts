/** What a browser keeps for one window, empty before each test. */

import { beforeEach, vi } from "vitest";

export function emptySession(): void {
  beforeEach(() => {
    const kept = new Map<string, string>();
    vi.stubGlobal("sessionStorage", {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => void kept.set(name, value),
    });
    return () => void vi.unstubAllGlobals();
  });
}
