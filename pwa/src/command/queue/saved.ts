/** Filters with a name, kept in this browser. One of them may be what the room opens with. Pure but for the keeping. */

import { filterFrom, filterQuery } from "./address";
import type { Filter } from "./filter";

export type SavedFilter = { name: string; query: string };
export type SavedFilters = { filters: readonly SavedFilter[]; usual: string | null };

const KEY = "command.filters";
export const MOST = 9;
export const LONGEST_NAME = 24;

export function readSaved(text: string | null): SavedFilters {
  try {
    const kept = JSON.parse(text ?? "{}") as { filters?: unknown; usual?: unknown };
    const filters = (Array.isArray(kept.filters) ? kept.filters : []).flatMap((each: unknown) => {
      const { name, query } = (each ?? {}) as { name?: unknown; query?: unknown };
      if (typeof name !== "string" || name.trim() === "" || typeof query !== "string") return [];
      return [{ name: name.slice(0, LONGEST_NAME), query: filterQuery(filterFrom(query)) }];
    });
    const usual = filters.some(({ name }) => name === kept.usual) ? (kept.usual as string) : null;
    return { filters: filters.slice(0, MOST), usual };
  } catch {
    return { filters: [], usual: null };
  }
}

/** Under a name that is taken, the newer one stays. */
export function withSaved(saved: SavedFilters, name: string, filter: Filter): SavedFilters {
  const short = name.trim().slice(0, LONGEST_NAME);
  if (short === "") return saved;
  const one = { name: short, query: filterQuery(filter) };
  const at = saved.filters.findIndex((each) => each.name === short);
  const filters = at < 0 ? [...saved.filters, one] : saved.filters.map((each, i) => (i === at ? one : each));
  return { ...saved, filters: filters.slice(0, MOST) };
}

export function withoutSaved(saved: SavedFilters, name: string): SavedFilters {
  return {
    filters: saved.filters.filter((each) => each.name !== name),
    usual: saved.usual === name ? null : saved.usual,
  };
}

export function usualFilter({ filters, usual }: SavedFilters): Filter | null {
  const found = filters.find(({ name }) => name === usual);
  return found ? filterFrom(found.query) : null;
}

export function loadSaved(): SavedFilters {
  return readSaved(localStorage.getItem(KEY));
}

export function keepSaved(saved: SavedFilters): void {
  localStorage.setItem(KEY, JSON.stringify(saved));
}
