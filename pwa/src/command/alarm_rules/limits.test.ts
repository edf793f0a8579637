import { expect, test } from "vitest";
import type { AlarmRule } from "../../api/types";
import { clock, inOrder, minuteOf, ruleOf } from "./limits";

function typed(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

test("minutes of the day are shown and read as a clock, and midnight ends a day", () => {
  expect([0, 485, 1439, 1440].map(clock)).toEqual(["00:00", "08:05", "23:59", "00:00"]);
  expect(["00:00", "08:05", "", "x"].map(minuteOf)).toEqual([0, 485, null, null]);
  expect(ruleOf(typed({ name: "夜班", from: "22:00", to: "00:00" }), "330681109")).toMatchObject({ from_min: 1320, to_min: 1440 });
});

test("what is left empty is not set, and nought is never", () => {
  const rule = ruleOf(typed({ name: "早班", whole: "on", no_fix_min: "5", low_battery: "0", unvisited_h: " " }), "330681109");
  expect(rule).toEqual({
    town_code: "330681109", zone_code: null, name: "早班", from_min: 0, to_min: 1440,
    no_fix_min: 5, left_zone_min: null, unvisited_h: null, low_battery: 0, accuracy_m: null,
  });
});

test("a town's rules stand before its zones', and those of one place by time", () => {
  const rule = (id: string, zone_code: string | null, from_min: number) =>
    ({ id, town_code: "1", zone_code, zone_name: zone_code, from_min }) as AlarmRule;
  const rules = [rule("c", "二区", 0), rule("b", "一区", 480), rule("a", "一区", 0), rule("t", null, 0)];
  expect(inOrder(rules).map(({ id }) => id)[0]).toBe("t");
  expect(inOrder(rules).filter(({ zone_code }) => zone_code === "一区").map(({ id }) => id)).toEqual(["a", "b"]);
});
