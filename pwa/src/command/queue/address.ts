/** A view of the room as the part of the address behind `?`, and back. What makes no sense is left out. Pure. */

import { AGES, EVERYTHING_OPEN, SORTS, STATES, type Filter, type Sort } from "./filter";
import type { Tab } from "../selection";

export type RoomView = {
  filter: Filter;
  sort: Sort;
  tab: Tab;
  lead: string | null;
  officer: string | null;
  patrol: string | null;
};
export const START_VIEW: RoomView = {
  filter: EVERYTHING_OPEN,
  sort: "newest",
  tab: "leads",
  lead: null,
  officer: null,
  patrol: null,
};

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const CODE = /^[\w-]{1,60}$/;
const TABS: readonly Tab[] = ["leads", "officers", "patrols"];
const LONGEST_TEXT = 200;

/** Only what differs from the usual view, so that the address stays short. */
export function toQuery({ filter, sort, tab, lead, officer, patrol }: RoomView): string {
  const query = new URLSearchParams(filterQuery(filter));
  const put = (name: string, value: string | null, usual: string) => {
    if (value && value !== usual) query.set(name, value);
  };
  put("sort", sort, START_VIEW.sort);
  put("tab", tab, START_VIEW.tab);
  put("lead", lead, "");
  put("officer", officer, "");
  put("patrol", patrol, "");
  return query.toString();
}

export function filterQuery(filter: Filter): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(filter)) {
    if (value !== EVERYTHING_OPEN[key as keyof Filter]) query.set(key, value === true ? "1" : String(value));
  }
  return query.toString();
}

export function fromQuery(text: string): RoomView {
  const query = new URLSearchParams(text);
  const one = <T extends string>(name: string, known: readonly T[], usual: T): T =>
    known.find((each) => each === query.get(name)) ?? usual;
  const id = (name: string) => matching(query.get(name), ID);
  return {
    filter: filterFrom(text),
    sort: one("sort", SORTS, START_VIEW.sort),
    tab: one("tab", TABS, START_VIEW.tab),
    lead: id("lead"),
    officer: id("officer"),
    patrol: id("lead") ? null : id("patrol"),
  };
}

export function filterFrom(text: string): Filter {
  const query = new URLSearchParams(text);
  const zone = query.get("zone");
  return {
    state: STATES.find((each) => each === query.get("state")) ?? EVERYTHING_OPEN.state,
    category: matching(query.get("category"), CODE) ?? "",
    zone: zone === "none" ? "none" : (matching(zone, ID) ?? ""),
    age: AGES.find((each) => each === query.get("age")) ?? "",
    reporter: matching(query.get("reporter"), ID) ?? "",
    photos: query.get("photos") === "1",
    objected: query.get("objected") === "1",
    text: (query.get("text") ?? "").slice(0, LONGEST_TEXT),
  };
}

function matching(value: string | null, pattern: RegExp): string | null {
  return value !== null && pattern.test(value) ? value : null;
}
