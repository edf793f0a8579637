/** What the room is looking at, kept in step with the address, so that a view can be shared and survives a reload. */

import { useEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";
import type { Lead } from "../api/types";
import { parse, replace, type Route } from "../ui/route";
import { fromQuery, toQuery, type RoomView } from "./queue/address";
import { placeOf, queue, same, EVERYTHING_OPEN, type Filter, type Sort } from "./queue/filter";
import { NOBODY, type Picked } from "./queue/pick";
import type { Density } from "./queue/row";
import { loadSaved, usualFilter } from "./queue/saved";
import { choose, START, type Choice, type Selection } from "./selection";
import type { Live } from "./state";

const DENSITY = "command.density";
const WRITE_AFTER_MS = 300;

export type RoomState = {
  at: Selection;
  filter: Filter;
  sort: Sort;
  density: Density;
  picked: Picked;
  rows: readonly Lead[];
  pick(choice: Choice): void;
  setFilter(filter: Filter): void;
  setSort(sort: Sort): void;
  setDensity(density: Density): void;
  setPicked(picked: Picked): void;
};

export function useRoom(here: Route, live: Live, now: number): RoomState {
  const first = useMemo(() => firstView(here), []);
  const [at, pick] = useReducer(choose, { ...START, ...selectionOf(first), pane: first.lead ? "detail" : "list" });
  const [filter, setFilter] = useState(first.filter);
  const [sort, setSort] = useState(first.sort);
  const [picked, setPicked] = useState(NOBODY);
  const [density, setDensity] = useState<Density>(localStorage.getItem(DENSITY) === "dense" ? "dense" : "roomy");
  useEffect(() => localStorage.setItem(DENSITY, density), [density]);
  useAddress(here, { filter, sort, tab: at.tab, lead: at.lead, officer: at.officer, patrol: at.patrol }, (view) => {
    setFilter(view.filter);
    setSort(view.sort);
    pick({ do: "view", ...selectionOf(view) });
  });
  const near = sort === "near" ? placeOf(live.officers, at.officer ?? at.anchor) : null;
  const place = near?.join();
  const rows = useMemo(
    () => queue(live.leads.values(), filter, { sort, near }, now),
    [live.leads, filter, sort, place, filter.age === "" ? 0 : now],
  );
  // What is ticked and no longer in the list would be decided on unseen.
  const inList = useMemo(() => withoutGone(picked, rows), [picked, rows]);
  return {
    at, filter, sort, density, rows, picked: inList,
    pick, setFilter, setSort, setDensity, setPicked,
  };
}

function firstView(here: Route): RoomView {
  const asked = here.query.toString();
  const view = fromQuery(asked);
  const usual = asked === "" ? usualFilter(loadSaved()) : null;
  return usual && same(view.filter, EVERYTHING_OPEN) ? { ...view, filter: usual } : view;
}

function selectionOf({ tab, lead, officer, patrol }: RoomView): Pick<Selection, "tab" | "lead" | "officer" | "patrol"> {
  return { tab, lead, officer, patrol };
}

/** Writes the view into the address a moment after it has changed; an address that was pasted becomes the view. */
function useAddress(here: Route, view: RoomView, onView: (view: RoomView) => void): void {
  const query = toQuery(view);
  const asked = here.query.toString();
  const written = useRef(asked);
  useEffect(() => {
    if (!isRoom(here.screen)) return undefined;
    const timer = setTimeout(() => {
      // Somebody who has just gone back is elsewhere already, although the page has not been told yet.
      if (query === written.current || !isRoom(parse(location.hash).screen)) return;
      written.current = query;
      replace(query === "" ? "room" : `room?${query}`);
    }, WRITE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [query]);
  useEffect(() => {
    if (asked === written.current || here.screen !== "room") return;
    written.current = asked;
    // An address without a view, as a link from elsewhere has it, leaves the room as it is.
    if (asked !== "") onView(fromQuery(asked));
    else if (query !== "") replace(`room?${(written.current = query)}`);
  }, [asked]);
}

function isRoom(screen: string): boolean {
  return screen === "room" || screen === "";
}

function withoutGone(picked: Picked, rows: readonly Lead[]): Picked {
  if (picked.ids.size === 0) return picked;
  const here = new Set(rows.map(({ id }) => id));
  const ids = [...picked.ids].filter((id) => here.has(id));
  return ids.length === picked.ids.size ? picked : { ...picked, ids: new Set(ids) };
}
