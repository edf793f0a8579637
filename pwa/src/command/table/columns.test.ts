import { expect, test } from "vitest";
import { isOn, readChosen, shownOf } from "./columns";
import type { Column } from "./table";

const column = (name: string, minor = false): Column<string> => ({ name, title: name, cell: (row) => row, minor });
const COLUMNS = [column("name"), column("state"), column("zone", true)];
const names = (columns: readonly Column<string>[]) => columns.map(({ name }) => name);

test("all columns are shown until one is left out", () => {
  expect(names(shownOf(COLUMNS, {}))).toEqual(["name", "state", "zone"]);
  expect(names(shownOf(COLUMNS, { state: false }))).toEqual(["name", "zone"]);
});

test("the column that names the row stays", () => {
  expect(names(shownOf(COLUMNS, { name: false, state: false, zone: false }))).toEqual(["name"]);
});

test("a narrow screen leaves out what matters less, unless it was asked for", () => {
  const [, state, zone] = COLUMNS as [Column<string>, Column<string>, Column<string>];
  expect([isOn(state, {}, true), isOn(zone, {}, true), isOn(zone, {}, false)]).toEqual([true, false, true]);
  expect(isOn(zone, { zone: true }, true)).toBe(true);
  expect(shownOf(COLUMNS, { zone: true })[2]?.minor).toBe(false);
});

test("what was kept and makes no sense is nothing", () => {
  expect(readChosen(null)).toEqual({});
  expect(readChosen("no")).toEqual({});
  expect(readChosen("null")).toEqual({});
  expect(readChosen('{"zone":false,"state":"x"}')).toEqual({ zone: false });
});
