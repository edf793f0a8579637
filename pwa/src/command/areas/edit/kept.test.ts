import { beforeEach, expect, test, vi } from "vitest";
import type { Kept } from "./kept";
import { allKept, forget, keep, keptOf } from "./kept";

const PERSON = "0193-me";
const kept = (town: string, on: string): Kept => ({ kind: "duty_zone", town, on, zones: [], ended: [`of ${town} ${on}`], bases: [] });

beforeEach(() => {
  const held = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    get length() {
      return held.size;
    },
    key: (i: number) => [...held.keys()][i] ?? null,
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, text: string) => held.set(key, text),
    removeItem: (key: string) => held.delete(key),
  });
  return () => vi.unstubAllGlobals();
});

test("what was drawn in one set of areas is still there after another has been drawn in", () => {
  const drafts = [kept("330681109", "2026-08-01"), kept("330681110", "2026-08-01"), kept("330681109", "2026-07-01")];
  for (const draft of drafts) keep(PERSON, draft);
  expect(drafts.map((draft) => keptOf(PERSON, draft))).toEqual(drafts);
  expect(allKept(PERSON).map(({ town, on }) => [town, on])).toEqual([
    ["330681109", "2026-07-01"], ["330681109", "2026-08-01"], ["330681110", "2026-08-01"],
  ]);
});

test("saving or giving up one set leaves the others", () => {
  const [one, other] = [kept("330681109", "2026-08-01"), kept("330681110", "2026-08-01")];
  keep(PERSON, one);
  keep(PERSON, other);
  forget(PERSON, one);
  expect(keptOf(PERSON, one)).toBeNull();
  expect(allKept(PERSON)).toEqual([other]);
});

test("what somebody else drew in this browser is not shown", () => {
  keep("0193-other", kept("330681109", "2026-08-01"));
  expect(allKept(PERSON)).toEqual([]);
});

test("what no longer fits into the browser leaves what was kept before", () => {
  const before = kept("330681109", "2026-08-01");
  keep(PERSON, before);
  localStorage.setItem = () => {
    throw new Error("full");
  };
  keep(PERSON, { ...before, ended: ["more"] });
  expect(keptOf(PERSON, before)).toEqual(before);
});
