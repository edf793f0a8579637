/** What a table shows, as it stands in the address: `#/people?q=枫桥&sort=-name&role=officer`. */

import { useCallback, useMemo, useRef } from "preact/hooks";
import { useValue } from "../../ui/observable";
import { parse, replace, route } from "../../ui/route";

/** `sort`: a column's name, with "-" before it when descending. `filters`: everything else in the question. */
export type TableState = { q: string; sort: string; filters: Record<string, string> };

export function readState(query: URLSearchParams, sort: string): TableState {
  const { q = "", sort: asked = sort, ...filters } = Object.fromEntries(query);
  return { q, sort: asked, filters };
}

/** Empty values and the usual order are left out, so that an address stays short. */
export function writeState({ q, sort, filters }: TableState, usual: string): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ q, sort: sort === usual ? "" : sort, ...filters })) {
    if (value) query.set(name, value);
  }
  return query.toString();
}

/** Pressing a heading: first this way round, then the other. */
export function nextSort(sort: string, column: string): string {
  return sort === column ? `-${column}` : column;
}

export function ariaSort(sort: string, column: string): "ascending" | "descending" | "none" {
  if (sort === column) return "ascending";
  return sort === `-${column}` ? "descending" : "none";
}

/**
 * Where the state of the list on `screen` is written: to what stands in the address now, for somebody may have opened a
 * row before the page knows of it. Null when they are elsewhere: what was typed last must not lead them back.
 */
export function placeAt(hash: string, screen: string): string | null {
  const now = parse(hash);
  if (now.screen !== screen) return null;
  return now.id === null ? screen : `${screen}/${encodeURIComponent(now.id)}`;
}

/** The state in the address of the page one is on, and how to change a part of it. `usual`: the order without asking. */
export function useTableState(usual: string): [TableState, (change: Partial<TableState>) => void] {
  const { screen, query } = useValue(route);
  const text = query.toString();
  const state = useMemo(() => readState(new URLSearchParams(text), usual), [text, usual]);
  const latest = useRef({ screen, state });
  latest.current = { screen, state };
  const change = useCallback(
    (part: Partial<TableState>) => {
      const now = latest.current;
      const place = placeAt(location.hash, now.screen);
      const next = writeState({ ...now.state, ...part }, usual);
      if (place !== null) replace(next ? `${place}?${next}` : place);
    },
    [usual],
  );
  return [state, change];
}
