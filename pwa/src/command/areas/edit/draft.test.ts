import { describe, expect, test } from "vitest";
import type { Area } from "../../../api/types";
import {
  begin, bodyOf, changesOf, keepMine, onTop, redo, step, takeTheirs, undo, withInserted, withMerged, withMoved, withParts,
  withRemoved, withRepair, withRepairs, withZone, zoneOf, type Zone,
} from "./draft";
import { shapeOf } from "./shape";

function area(code: string, west: number, id = `${code}-1`): Area {
  const geometry = shapeOf([[west, 0], [west + 1, 0], [west + 1, 1], [west, 1]])!;
  return { id, kind: "duty_zone", code, name: code, town_code: null, valid_from: "", valid_to: null, geometry, area_m2: 1 };
}
const A = area("A", 0);
const B = area("B", 1);
const ZONES = [zoneOf(A), zoneOf(B)];
const outline = (zone: Zone | undefined) => JSON.stringify(zone?.geometry.coordinates[0]![0]);

describe("a corner that two zones share", () => {
  test("is moved, set in and taken out for both, or for one alone", () => {
    const both = withMoved(ZONES, A.id, [1, 0], [1.5, 0], true);
    expect(both.map((zone) => outline(zone).includes("[1.5,0]"))).toEqual([true, true]);
    const one = withMoved(ZONES, A.id, [1, 0], [1.5, 0], false);
    expect(one[1]).toBe(ZONES[1]);
    const more = withInserted(ZONES, A.id, [1, 0], [1, 1], [1.2, 0.5], true);
    expect(more.map((zone) => outline(zone).includes("[1.2,0.5]"))).toEqual([true, true]);
    const less = withRemoved(more, A.id, [1.2, 0.5], true)!;
    expect(changesOf(less, [A, B])).toEqual({ zones: [], ended: [] });
  });
});

describe("repairs", () => {
  const wider = shapeOf([[0, 0], [2, 0], [2, 1], [0, 1]])!;
  const words = { repair: "cut", zh: "", en: "" } as const;

  test("of one zone give it a shape or a code, or take it away", () => {
    expect(withRepair(ZONES, { ...words, index: 0, after: wider, code: null })[0]).toEqual({ ...ZONES[0], geometry: wider });
    expect(withRepair(ZONES, { ...words, index: 1, after: null, code: "C" })).toEqual([ZONES[0], { ...ZONES[1], code: "C" }]);
    expect(withRepair(ZONES, { ...words, index: 0, after: null, code: null })).toEqual([ZONES[1]]);
  });

  test("of several are one step, and one way back", () => {
    const all = withRepairs(ZONES, [{ index: 0, code: "A", after: wider }, { index: 1, code: "B", after: null }]);
    expect(all).toEqual([{ ...ZONES[0], geometry: wider }]);
    expect(undo(step(begin(ZONES), all, "edit.step.repaired_all", { n: 2 })).zones).toBe(ZONES);
  });
});

describe("history", () => {
  test("takes every step back and forth, and forgets what was undone once another step is made", () => {
    const first = step(begin(ZONES), withZone(ZONES, A.id, { name: "甲" }), "edit.step.name");
    const second = step(first, withZone(first.zones, A.id, { name: "乙" }), "edit.step.name");
    expect(undo(undo(second)).zones).toBe(ZONES);
    expect(redo(redo(undo(undo(second)))).zones).toBe(second.zones);
    expect(undo(begin(ZONES)).zones).toBe(ZONES);
    expect(step(undo(second), ZONES, "edit.step.name").future).toEqual([]);
  });
});

describe("what is sent", () => {
  test("is only what is other than before, with what it was made of", () => {
    const parts = [{ ...ZONES[0]!, geometry: B.geometry }, { ...ZONES[0]!, key: "new", base: null, code: "C" }];
    const body = bodyOf("duty_zone", "2026-07-01", changesOf(withParts(ZONES, A.id, parts), [A, B]));
    expect(body.zones.map(({ code, base_id }) => [code, base_id])).toEqual([["A", "A-1"], ["C", null]]);
    expect(body.ended).toEqual([]);
  });
  test("names the zone that was joined to another as ended", () => {
    const joined = withMerged(ZONES, [A.id, B.id], B.geometry);
    expect(changesOf(joined, [A, B])).toMatchObject({ zones: [{ code: "A" }], ended: ["B-1"] });
  });
});

describe("two who edit at once", () => {
  const A2 = { ...area("A", 5), id: "A-2" };
  const B2 = { ...area("B", 6), id: "B-2" };
  const mine = step(begin(ZONES), withZone(ZONES, A.id, { name: "甲" }), "edit.step.name");

  test("what only the other has changed follows, in every step", () => {
    const { history, clashes } = onTop(mine, [A, B], [A, B2, area("C", 9)]);
    expect(clashes).toEqual([]);
    expect(history.zones.map(({ base }) => base)).toEqual(["A-1", "B-2", "C-1"]);
    expect(undo(history).zones.map(({ base }) => base)).toEqual(["A-1", "B-2", "C-1"]);
    expect(changesOf(history.zones, [A, B2, area("C", 9)]).zones.map(({ name }) => name)).toEqual(["甲"]);
  });
  test("what both have changed is named, and mine stays until somebody chooses", () => {
    const { history, clashes } = onTop(mine, [A, B], [A2, B]);
    expect(clashes.map(({ mine, theirs }) => [mine.name, theirs?.id])).toEqual([["甲", "A-2"]]);
    expect(history.zones[0]!.name).toBe("甲");
    const kept = keepMine(history, clashes[0]!);
    expect(changesOf(kept.zones, [A2, B])).toMatchObject({ zones: [{ name: "甲", base: "A-2" }], ended: [] });
    const taken = takeTheirs(history, clashes[0]!);
    expect(changesOf(taken.zones, [A2, B])).toEqual({ zones: [], ended: [] });
    expect(undo(taken).zones.find(({ code }) => code === "A")).toMatchObject({ name: "甲", base: "A-2" });
  });
  test("a zone that I changed and they ended becomes a new one, or goes", () => {
    const { history, clashes } = onTop(mine, [A, B], [B]);
    expect(clashes).toMatchObject([{ theirs: null }]);
    expect(changesOf(keepMine(history, clashes[0]!).zones, [B]).zones).toMatchObject([{ base: null, code: "A" }]);
    expect(takeTheirs(history, clashes[0]!).zones.map(({ code }) => code)).toEqual(["B"]);
  });
  test("a zone that I ended and they changed is not ended behind their back", () => {
    const ended = step(begin(ZONES), withMerged(ZONES, [A.id, B.id], B.geometry), "edit.step.name");
    const { history, clashes } = onTop(ended, [A, B], [A, B2]);
    expect(clashes).toMatchObject([{ mine: { code: "B" }, theirs: { id: "B-2" } }]);
    expect(takeTheirs(history, clashes[0]!).zones.map(({ code }) => code).sort()).toEqual(["A", "B"]);
  });
});
