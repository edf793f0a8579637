/** Searching, sorting and cutting rows that are all here already (a report of thousands of rows). Pure. */

import { byName } from "../../ui/by_name";

export type Value = string | number;

/** Rows in the order of `sort` (a name, "-" before it when descending); equal ones stay as they were. */
export function sorted<T>(rows: readonly T[], sort: string, value: (row: T, column: string) => Value): T[] {
  const falling = sort.startsWith("-");
  const column = falling ? sort.slice(1) : sort;
  const sign = falling ? -1 : 1;
  return [...rows].sort((a, b) => sign * compare(value(a, column), value(b, column)));
}

function compare(a: Value, b: Value): number {
  return typeof a === "number" && typeof b === "number" ? a - b : byName(String(a), String(b));
}

/** Whether every word that was typed stands somewhere in the texts of a row. */
export function matches(q: string, texts: readonly string[]): boolean {
  const all = texts.join("\n").toLowerCase();
  return q.toLowerCase().split(/\s+/).every((word) => all.includes(word));
}

/** Which of the rows are drawn: from one up to before another. */
export type Part = { from: number; to: number };

/** The same part while row `at` is in it (-1: no row); otherwise a step of rows with it in the middle. */
export function around(part: Part, at: number, step: number): Part {
  if (at < 0 || (at >= part.from && at < part.to)) return part;
  const from = Math.max(0, at - Math.floor(step / 2));
  return { from, to: from + step };
}
