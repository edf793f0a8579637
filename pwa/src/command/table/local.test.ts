import { expect, test } from "vitest";
import { cut, matches, sorted } from "./local";

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

test("a row that was picked elsewhere is shown, however far down it stands", () => {
  expect(cut([1, 2, 3, 4], 2, () => false)).toEqual([1, 2]);
  expect(cut([1, 2, 3, 4], 2, (n) => n === 3)).toEqual([1, 2, 3]);
});
