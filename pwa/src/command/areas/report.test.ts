import { expect, test } from "vitest";
import type { AreaImport, Finding } from "../../api/types";
import { canWithdraw, codesOf, dayAfter, dayOf, guessedEpsg, isFaulty, mendWord, questions, rowsOf, shared } from "./report";

const finding = (code: string, zh = "", severity: "error" | "note" = "error"): Finding => ({ code, zh, en: "", severity });
const report = (errors: Finding[][], problems: Finding[] = []) =>
  ({
    features: errors.map((found, index) => ({ index, code: "", name: "", ok: found.length === 0, errors: found })),
    problems,
    feature_count: errors.length,
    good_count: errors.filter((found) => found.length === 0).length,
  }) as unknown as AreaImport;

test("rows are known by their place in the file", () => {
  expect(rowsOf(report([[], []])).map(({ id }) => id)).toEqual(["0", "1"]);
});

test("all may be taken only when nothing stands against it", () => {
  expect(isFaulty(report([[], []]))).toBe(false);
  expect(isFaulty(report([[], [finding("overlap")]]))).toBe(true);
  expect(isFaulty(report([[]], [finding("missing_code")]))).toBe(true);
  expect(isFaulty(report([[]], [finding("town_unknown", "", "note")]))).toBe(false);
});

test("a remedy that many rows need is said once, the most frequent first", () => {
  const found = [["overlap"], ["no_code", "overlap"], ["no_code", "no_code", "overlap"], ["too_small"], ["of_no_remedy"], ["of_no_remedy"]];
  const told = shared(report(found.map((codes, row) => codes.map((code) => finding(code, `${row}`)))));
  expect(told.map(({ code, rows, first }) => [code, rows, first.zh])).toEqual([
    ["overlap", 3, "0"],
    ["no_code", 2, "1"],
  ]);
});

test("only what the findings call for is asked", () => {
  expect(questions(codesOf(report([[finding("overlap")]])))).toEqual([]);
  expect(questions(codesOf(report([[finding("zone_prefixed")], [finding("gcj02_refused")]])))).toEqual(["epsg", "convert"]);
  expect(questions(new Set(["encoding"]))).toEqual(["encoding"]);
});

test("the system that the server guesses is filled in", () => {
  expect(guessedEpsg(report([[finding("zone_prefixed", "应声明为 EPSG:4528（高斯投影）")]]))).toBe("4528");
  expect(guessedEpsg(report([[finding("overlap", "EPSG:1")]]))).toBe("");
});

test("swapped axes say how to mend them", () => {
  expect(mendWord("swapped_axes")).toBe("areas.mend.swapped_axes");
  expect(mendWord("nothing_of_ours")).toBeNull();
});

test("an import can be taken back until midnight in China", () => {
  const applied = { state: "applied", decided_at: "2026-11-24T15:59:00Z" } as AreaImport;
  expect(canWithdraw(applied, Date.parse("2026-11-24T15:59:59Z"))).toBe(true);
  expect(canWithdraw(applied, Date.parse("2026-11-24T16:00:00Z"))).toBe(false);
  expect(canWithdraw({ ...applied, state: "checked" }, Date.parse("2026-11-24T15:59:59Z"))).toBe(false);
});

test("days are those of China", () => {
  expect(dayOf(Date.parse("2026-11-24T16:00:00Z"))).toBe("2026-11-25");
  expect(dayAfter("2026-12-31", 1)).toBe("2027-01-01");
});
