import { expect, test } from "vitest";
import { ariaSort, nextSort, placeAt, readState, writeState } from "./state";

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

test("what was typed last is written to where one is now, and leads nobody back to the list they have left", () => {
  expect(placeAt("#/people?q=1", "people")).toBe("people");
  expect(placeAt("#/people/0193?q=1", "people")).toBe("people/0193");
  expect(placeAt("#/people/0193", "devices")).toBeNull();
});
