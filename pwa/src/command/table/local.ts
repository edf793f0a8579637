/** Searching, sorting and cutting rows that are all here already (a report of thousands of rows). Pure. */

const collator = new Intl.Collator("zh-CN", { numeric: true });

export type Value = string | number;

/** Rows in the order of `sort` (a name, "-" before it when descending); equal ones stay as they were. */
export function sorted<T>(rows: readonly T[], sort: string, value: (row: T, column: string) => Value): T[] {
  const falling = sort.startsWith("-");
  const column = falling ? sort.slice(1) : sort;
  const sign = falling ? -1 : 1;
  return [...rows].sort((a, b) => sign * compare(value(a, column), value(b, column)));
}

function compare(a: Value, b: Value): number {
  return typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b));
}

/** Whether every word that was typed stands somewhere in the texts of a row. */
export function matches(q: string, texts: readonly string[]): boolean {
  const all = texts.join("\n").toLowerCase();
  return q.toLowerCase().split(/\s+/).every((word) => all.includes(word));
}

/** The first `count` rows, and more where `wanted` (the row that was picked elsewhere) would not be among them. */
export function cut<T>(rows: readonly T[], count: number, wanted: (row: T) => boolean): readonly T[] {
  return rows.slice(0, Math.max(count, rows.findIndex(wanted) + 1));
}
