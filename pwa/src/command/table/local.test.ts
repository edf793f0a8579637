import { expect, test } from "vitest";
import { around, matches, sorted } from "./local";

const ROWS = [
  { n: 2, name: "网格10" },
  { n: 1, name: "网格9" },
  { n: 3, name: "安置区" },
];
const value = (row: (typeof ROWS)[number], column: string) => (column === "n" ? row.n : row.name);

test("numbers sort as numbers, also within names", () => {
  expect(sorted(ROWS, "n", value).map(({ n }) => n)).toEqual([1, 2, 3]);
  expect(sorted(ROWS, "-n", value).map(({ n }) => n)).toEqual([3, 2, 1]);
  expect(sorted(ROWS, "name", value).map(({ name }) => name)).toEqual(["安置区", "网格9", "网格10"]);
});

test("every word must be found, in whichever text", () => {
  expect(matches("枫桥 fq-01", ["FQ-01", "枫桥镇西片"])).toBe(true);
  expect(matches("枫桥 fq-02", ["FQ-01", "枫桥镇西片"])).toBe(false);
  expect(matches("  ", ["x"])).toBe(true);
});

test("a row that was picked elsewhere is drawn with a step of rows around it, however far down it stands", () => {
  const first = { from: 0, to: 100 };
  expect(around(first, -1, 100)).toBe(first);
  expect(around(first, 99, 100)).toBe(first);
  expect(around(first, 1999, 100)).toEqual({ from: 1949, to: 2049 });
  expect(around({ from: 1949, to: 2049 }, 10, 100)).toEqual({ from: 0, to: 100 });
});

test("two thousand rows are searched, sorted and cut without drawing them", () => {
  const many = Array.from({ length: 2000 }, (_, n) => ({ n, name: `网格${1999 - n}` }));
  expect(many.filter(({ name }) => matches("网格 1999", [name]))).toHaveLength(1);
  expect(sorted(many, "name", (row, column) => (column === "n" ? row.n : row.name))[1999]?.n).toBe(0);
});
