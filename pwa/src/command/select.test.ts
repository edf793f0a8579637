import { describe, expect, it } from "vitest";
import type { Lead, Officer } from "../api/types";
import { EVERYTHING_OPEN, queue as queueOf, type Filter } from "./queue/filter";
import { candidates, categoriesOf, changesBetween, neighbour, oldestOf, withSelected, givenTo } from "./select";

const lead = (id: string, minute: number, more: Partial<Lead> = {}) =>
  ({
    id,
    state: "reported",
    category: "stall",
    category_name_zh: "占道经营",
    category_name_en: "Street stall",
    note: "",
    address: "",
    reported_by_name: "队员01",
    captured_at: new Date(Date.UTC(2026, 10, 23, 8, minute)).toISOString(),
    ...more,
  }) as Lead;

const queue = (leads: Lead[], filter: Filter) => queueOf(leads, filter, { sort: "newest", near: null }, Date.UTC(2026, 10, 23, 9));
const ids = (leads: Lead[]) => leads.map(({ id }) => id);

describe("the queue", () => {
  const leads = [
    lead("old", 1, { note: "西施大街 水果摊" }),
    lead("new", 9, { category: "waste", category_name_zh: "建筑垃圾", category_name_en: "Construction waste" }),
    lead("done", 5, { state: "rejected" }),
    lead("given", 6, { state: "assigned" }),
    lead("twin", 9),
  ];

  it("begins with objections, and counts what was handled as open", () => {
    const more = [lead("handled", 7, { state: "handled" }), lead("objected", 0, { state: "closed", objection: "open" })];
    expect(ids(queue([...leads, ...more], EVERYTHING_OPEN))).toEqual(["objected", "twin", "new", "handled", "old"]);
  });

  it("shows what is open, newest first, ties settled by id", () => {
    expect(ids(queue(leads, EVERYTHING_OPEN))).toEqual(["twin", "new", "old"]);
  });

  it.each<[Partial<typeof EVERYTHING_OPEN>, string[]]>([
    [{ state: "all" }, ["twin", "new", "given", "done", "old"]],
    [{ state: "rejected" }, ["done"]],
    [{ category: "waste" }, ["new"]],
    [{ text: "水果" }, ["old"]],
    [{ text: "  construction " }, ["new"]],
    [{ text: "水果 队员01" }, ["old"]],
    [{ text: "水果 队员02" }, []],
  ])("%j", (filter, expected) => {
    expect(ids(queue(leads, { ...EVERYTHING_OPEN, ...filter }))).toEqual(expected);
  });

  it("knows which one has been waiting longest", () => {
    expect(oldestOf(leads)?.id).toBe("old");
    expect(oldestOf([])).toBeUndefined();
  });

  it("is what the map shows, with the lead that is open", () => {
    const rows = queue(leads, { ...EVERYTHING_OPEN, text: "水果" });
    expect(ids([...withSelected(rows, leads[2])])).toEqual(["old", "done"]);
    expect(withSelected(rows, leads[0])).toBe(rows);
    expect(withSelected(rows, undefined)).toBe(rows);
  });

  it("offers each category once", () => {
    expect(categoriesOf(leads).map(({ code }) => code)).toEqual(["stall", "waste"]);
  });
});

describe("moving through the rows by key", () => {
  it.each([
    [["a", "b"], null, 1, "a"],
    [["a", "b"], "a", 1, "b"],
    [["a", "b"], "b", 1, "b"],
    [["a", "b"], "a", -1, "a"],
    [["a", "b"], "gone", 1, "a"],
    [[], "a", 1, null],
  ])("%j from %s by %i is %s", (list, selected, step, expected) => {
    expect(neighbour(list, selected, step)).toBe(expected);
  });
});

describe("whom to send", () => {
  const person = (id: string, more = {}) => ({ id, name: id, display_name: id, town_codes: ["330681109"], disabled: false, ...more });
  const NOW = Date.UTC(2026, 10, 23, 9);
  const officer = (place: [number, number] | null, seconds = 10, patrol_state = "running") =>
    ({ place, patrol_state, at: place && new Date(NOW - seconds * 1000).toISOString() }) as Officer;

  it("lists who is on duty first, nearest first, and leaves out who is disabled or of another town", () => {
    const officers = new Map([
      ["far", officer([120.5, 29.7])],
      ["near", officer([120.21, 29.7])],
      ["unplaced", officer(null)],
    ]);
    const people = ["home", "unplaced", "far", "near"].map((id) => person(id));
    const others = [person("left", { disabled: true }), person("other", { town_codes: ["330681104"] })];
    const list = candidates([...people, ...others], officers, { place: [120.2, 29.7], townCode: "330681109", now: NOW });
    expect(list.map(({ name }) => name)).toEqual(["near", "far", "unplaced", "home"]);
    expect(list[0]?.distance_m).toBeCloseTo(966, -1);
  });

  it("puts whose place is known now before who is nearer and pauses, has an old fix, none, or is off duty", () => {
    const officers = new Map([
      ["unplaced", officer(null)],
      ["stale", officer([120.2, 29.7], 301)],
      ["paused", officer([120.2, 29.7], 10, "paused")],
      ["late", officer([120.3, 29.7], 200)],
      ["fresh", officer([120.4, 29.7])],
    ]);
    const people = ["home", ...officers.keys()].map((id) => person(id));
    const list = candidates(people, officers, { place: [120.2, 29.7], townCode: "330681109", now: NOW });
    expect(list.map(({ name }) => name)).toEqual(["late", "fresh", "paused", "stale", "unplaced", "home"]);
  });
});

describe("what somebody has been given", () => {
  it("is counted as long as it is not handled", () => {
    const of = (id: string, state: Lead["state"], assigned_to: string | null) => ({ ...lead(id, 1), state, assigned_to });
    const leads = [of("1", "assigned", "a"), of("2", "assigned", "a"), of("3", "handled", "a"), of("4", "reported", null)];
    expect([...givenTo(leads)]).toEqual([["a", 2]]);
  });
});

describe("what changed under one's hands", () => {
  it("names the fields a person would notice", () => {
    const before = lead("a", 1);
    expect(changesBetween(before, { ...before, state: "assigned", assigned_to_name: "队员02", revision: 9 })).toEqual([
      "state",
      "assigned_to_name",
    ]);
  });
});
