import { expect, test } from "vitest";
import { ariaSort, nextSort, readState, writeState } from "./state";

test("what stands in the address comes back from it", () => {
  const state = { q: "枫桥 一组", sort: "-seen_at", filters: { role: "officer" } };
  expect(readState(new URLSearchParams(writeState(state, "name")), "name")).toEqual(state);
});

test("the usual order and empty filters are left out", () => {
  expect(writeState({ q: "", sort: "name", filters: { role: "" } }, "name")).toBe("");
  expect(readState(new URLSearchParams(), "name")).toEqual({ q: "", sort: "name", filters: {} });
});

test("a heading sorts one way, then the other", () => {
  expect(nextSort("name", "squad")).toBe("squad");
  expect(nextSort("squad", "squad")).toBe("-squad");
  expect(nextSort("-squad", "squad")).toBe("squad");
  expect([ariaSort("-squad", "squad"), ariaSort("squad", "squad"), ariaSort("name", "squad")]).toEqual([
    "descending",
    "ascending",
    "none",
  ]);
});
