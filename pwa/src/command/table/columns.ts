/** Which columns somebody looks at, kept per person on this device. Pure but for the keeping. */

import { useMemo, useState } from "preact/hooks";
import { useMedia } from "../../ui/use_media";
import type { Column } from "./table";

/** Columns that were switched on or off by hand; the rest are as there is room. */
export type Chosen = Readonly<Record<string, boolean>>;
export type ColumnChoice<T> = {
  /** Those to draw, in their order. */
  shown: readonly Column<T>[];
  /** Those that can be left out, and whether they are shown now. */
  all: readonly { name: string; title: string; on: boolean }[];
  changed: boolean;
  toggle(name: string): void;
  usual(): void;
};

const NARROW = "(max-width: 760px)";

/** What was kept; whatever makes no sense falls back to nothing chosen. */
export function readChosen(text: string | null): Chosen {
  try {
    const kept = JSON.parse(text ?? "{}") as unknown;
    if (typeof kept !== "object" || kept === null) return {};
    return Object.fromEntries(Object.entries(kept).filter(([, on]) => typeof on === "boolean"));
  } catch {
    return {};
  }
}

export function isOn<T>(column: Column<T>, chosen: Chosen, narrow: boolean): boolean {
  return chosen[column.name] ?? !(narrow && column.minor);
}

/**
 * The first column names the row and stays. What matters less is left out by the style where there is no room, unless
 * it was asked for: then it is drawn however narrow the screen is.
 */
export function shownOf<T>(columns: readonly Column<T>[], chosen: Chosen): Column<T>[] {
  return columns
    .filter(({ name }, n) => n === 0 || chosen[name] !== false)
    .map((column) => (chosen[column.name] ? { ...column, minor: false } : column));
}

/** `kept`: whose choice for which table, `<person>.<table>`; without it all columns are shown. */
export function useColumns<T>(kept: string | undefined, columns: readonly Column<T>[]): ColumnChoice<T> {
  const key = `command.columns.${kept ?? ""}`;
  const [chosen, setChosen] = useState<Chosen>(() => (kept ? readChosen(localStorage.getItem(key)) : {}));
  const narrow = useMedia(NARROW);
  const keep = (next: Chosen) => {
    setChosen(next);
    if (Object.keys(next).length > 0) localStorage.setItem(key, JSON.stringify(next));
    else localStorage.removeItem(key);
  };
  const toggle = (name: string) => {
    const column = columns.find((one) => one.name === name);
    if (column) keep({ ...chosen, [name]: !isOn(column, chosen, narrow) });
  };
  const shown = useMemo(() => shownOf(columns, chosen), [columns, chosen]);
  const all = columns.slice(1).map((column) => ({ name: column.name, title: column.title, on: isOn(column, chosen, narrow) }));
  return { shown, all, changed: Object.keys(chosen).length > 0, toggle, usual: () => keep({}) };
}
