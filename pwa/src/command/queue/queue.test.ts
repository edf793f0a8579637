import { describe, expect, it } from "vitest";
import type { Lead } from "../../api/types";
import { lead as aLead } from "../testing";
import { filterFrom, fromQuery, START_VIEW, toQuery } from "./address";
import { EVERYTHING_OPEN, queue, waitingOf, type Filter, type Order } from "./filter";
import { everything, NOBODY, ranged, toggled } from "./pick";
import { readSaved, usualFilter, withoutSaved, withSaved } from "./saved";
import { pushed, scrollFor, slice } from "./window";

const NOW = Date.parse("2026-11-25T08:00:00Z");
const NEWEST: Order = { sort: "newest", near: null };
const ZONE = "00000000-0000-7000-8000-00000000000a";
const PERSON = "00000000-0000-7000-8000-00000000000b";

function at(id: string, minutesAgo: number, other: Partial<Lead> = {}): Lead {
  const moment = new Date(NOW - minutesAgo * 60_000).toISOString();
  return aLead({ id, captured_at: moment, received_at: moment, ...other });
}

function ids(filter: Partial<Filter>, leads: Lead[], order = NEWEST): string[] {
  return queue(leads, { ...EVERYTHING_OPEN, ...filter }, order, NOW).map(({ id }) => id);
}

describe("filters", () => {
  const leads = [
    at("fresh", 5, { duty_zone_id: ZONE, media_total: 2 }),
    at("today", 300, { reported_by: PERSON, note: "西施大街 水果摊" }),
    at("old", 3000, { duty_zone_id: null }),
    at("done", 5, { state: "assigned" }),
    at("ended", 9000, { state: "closed" }),
  ];
  it.each<[Partial<Filter>, string[]]>([
    [{}, ["fresh", "today", "old"]],
    [{ state: "all" }, ["fresh", "done", "today", "old", "ended"]],
    [{ state: "unfinished" }, ["fresh", "done", "today", "old"]],
    [{ age: "hour" }, ["fresh"]],
    [{ age: "day" }, ["today"]],
    [{ age: "older" }, ["old"]],
    [{ photos: true }, ["fresh"]],
    [{ zone: ZONE }, ["fresh"]],
    [{ reporter: PERSON }, ["today"]],
    [{ text: "水果 占道 西施" }, ["today"]],
    [{ objected: true }, []],
  ])("%o leave %o", (filter, expected) => expect(ids(filter, leads)).toEqual(expected));

  it("order by waiting and by distance from an officer", () => {
    const near: Order = { sort: "near", near: [120.3, 29.8] };
    const far = at("far", 1, { place: { type: "Point", coordinates: [120.9, 29.8] } });
    const close = at("close", 9, { place: { type: "Point", coordinates: [120.301, 29.8] } });
    expect(ids({}, [far, close], near)).toEqual(["close", "far"]);
    expect(ids({}, leads, { sort: "waiting", near: null })).toEqual(["old", "today", "fresh"]);
  });

  it("order and age a lead by its receipt where its phone's clock cannot be right", () => {
    const wrong = ["2030-01-01T00:00:00Z", "9999-12-31T20:00:00Z", "2000-01-01T00:00:00Z"].map((captured_at, n) =>
      at(`wrong${n}`, 60 + n, { captured_at }),
    );
    const told = [at("just now", 1), ...wrong, at("yesterday", 1500)];
    expect(ids({}, told)).toEqual(["just now", "wrong0", "wrong1", "wrong2", "yesterday"]);
    expect(ids({ age: "day" }, told)).toEqual(["wrong1", "wrong2"]);
  });

  it("settle ties by id, whatever order the leads come in", () => {
    const [a, b] = [at("a", 5), at("b", 5)];
    expect(ids({}, [a, b])).toEqual(ids({}, [b, a]));
  });

  it("say how long something waits, and nothing of what has been given away", () => {
    expect([5, 15, 40].map((minutes) => waitingOf(at("x", minutes), NOW))).toEqual(["fresh", "waiting", "long"]);
    expect(waitingOf(at("x", 40, { state: "assigned" }), NOW)).toBeNull();
  });
});

describe("the address", () => {
  const view = {
    ...START_VIEW,
    sort: "waiting" as const,
    lead: PERSON,
    filter: { ...EVERYTHING_OPEN, state: "all" as const, zone: "none", photos: true, text: "a&b=占道" },
  };
  it("carries a view there and back", () => {
    expect(fromQuery(toQuery(view))).toEqual(view);
    expect(toQuery(START_VIEW)).toBe("");
  });

  it("ignores what makes no sense", () => {
    expect(fromQuery("state=nonsense&sort=best&tab=x&lead=1&zone=<b>&age=soon&photos=yes&category=a b")).toEqual(START_VIEW);
    expect(fromQuery("%E0%A4%A")).toEqual(START_VIEW);
    expect(filterFrom(`text=${"x".repeat(999)}`).text).toHaveLength(200);
  });
});

describe("saved filters", () => {
  const none = readSaved(null);
  const filter: Filter = { ...EVERYTHING_OPEN, photos: true };
  it("are kept under their names, replaced by the same name, at most nine", () => {
    const once = withSaved(none, " 有照片 ", filter);
    expect(once.filters).toEqual([{ name: "有照片", query: "photos=1" }]);
    expect(withSaved(once, "有照片", EVERYTHING_OPEN).filters).toEqual([{ name: "有照片", query: "" }]);
    expect(withSaved(none, "  ", filter)).toBe(none);
    const many = Array.from({ length: 12 }, (_, n) => `n${n}`).reduce((all, name) => withSaved(all, name, filter), none);
    expect(many.filters).toHaveLength(9);
  });

  it("one of them is what the room opens with, until it is deleted", () => {
    const saved = { ...withSaved(none, "a", filter), usual: "a" };
    expect(usualFilter(saved)).toEqual(filter);
    expect(usualFilter(withoutSaved(saved, "a"))).toBeNull();
  });

  it("that were broken are forgotten", () => {
    expect(readSaved("[")).toEqual(none);
    expect(readSaved('{"filters":[{"name":1},{"name":"a","query":"state=x&photos=1"}],"usual":"b"}')).toEqual({
      filters: [{ name: "a", query: "photos=1" }],
      usual: null,
    });
  });
});

describe("a long list", () => {
  it("draws what is in sight and some around it", () => {
    expect(slice(2000, 80, 0, 800)).toEqual({ from: 0, to: 22 });
    expect(slice(2000, 80, 80_000, 800)).toEqual({ from: 988, to: 1022 });
    expect(slice(5, 80, 0, 800)).toEqual({ from: 0, to: 5 });
    expect(slice(5, 80, 9999, 800)).toEqual({ from: 0, to: 5 });
  });

  it("scrolls as little as it can", () => {
    expect([scrollFor(0, 80, 400, 800), scrollFor(7, 80, 400, 800), scrollFor(20, 80, 0, 800)]).toEqual([0, 400, 880]);
  });

  it("holds what is being read when rows come in above it, and shows them at the top", () => {
    expect(pushed(["a", "b", "c"], ["n", "a", "b", "c"], 80, 80)).toBe(80);
    expect(pushed(["a", "b", "c"], ["n", "a", "b", "c"], 80, 0)).toBe(0);
    expect(pushed(["a", "b"], ["c"], 80, 80)).toBe(0);
  });
});

describe("ticked rows", () => {
  const rows = ["a", "b", "c", "d"];
  it("one, a range in either direction, everything and nothing", () => {
    const one = toggled(NOBODY, "c");
    expect([...one.ids]).toEqual(["c"]);
    expect([...toggled(one, "c").ids]).toEqual([]);
    expect([...ranged(one, rows, "a").ids].sort()).toEqual(["a", "b", "c"]);
    expect([...ranged(NOBODY, rows, "b").ids]).toEqual(["b"]);
    const all = everything(one, rows);
    expect(all.ids.size).toBe(4);
    expect(everything(all, rows)).toBe(NOBODY);
  });
});
