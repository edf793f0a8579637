/** The limits of a rule, and its time, as they are typed and shown. Pure. */

import type { AlarmLimits, AlarmRule, NewAlarmRule } from "../../api/types";
import { byName } from "../../ui/by_name";

export type LimitName = keyof AlarmLimits;
/** In the order of the table, with the most each may be. */
export const LIMITS: readonly (readonly [LimitName, number])[] = [
  ["no_fix_min", 1440],
  ["left_zone_min", 1440],
  ["unvisited_h", 720],
  ["low_battery", 50],
  ["accuracy_m", 5000],
];
export const DAY_MIN = 1440;

export function clock(minute: number): string {
  const pad = (n: number) => String(n).padStart(2, "0");
  return `${pad(Math.floor(minute / 60) % 24)}:${pad(minute % 60)}`;
}

export function minuteOf(text: string): number | null {
  const found = /^(\d{1,2}):(\d{2})/.exec(text);
  return found ? Number(found[1]) * 60 + Number(found[2]) : null;
}

export function isAllDay({ from_min, to_min }: Pick<NewAlarmRule, "from_min" | "to_min">): boolean {
  return from_min === 0 && to_min === DAY_MIN;
}

export function ruleOf(fields: FormData, town_code: string): NewAlarmRule {
  const text = (name: string) => String(fields.get(name) ?? "").trim();
  const limit = (name: LimitName) => (text(name) === "" ? null : Number(text(name)));
  const whole = text("whole") === "on";
  return {
    town_code,
    zone_code: text("zone") || null,
    name: text("name"),
    from_min: whole ? 0 : (minuteOf(text("from")) ?? 0),
    to_min: whole ? DAY_MIN : minuteOf(text("to")) || DAY_MIN,
    no_fix_min: limit("no_fix_min"),
    left_zone_min: limit("left_zone_min"),
    unvisited_h: limit("unvisited_h"),
    low_battery: limit("low_battery"),
    accuracy_m: limit("accuracy_m"),
  };
}

/** The town's own before those of its zones, and these by name; of one place by time. */
export function inOrder(rules: readonly AlarmRule[]): AlarmRule[] {
  return [...rules].sort(
    (a, b) =>
      a.town_code.localeCompare(b.town_code) ||
      Number(a.zone_code !== null) - Number(b.zone_code !== null) ||
      byName(a.zone_name ?? a.zone_code ?? "", b.zone_name ?? b.zone_code ?? "") ||
      a.from_min - b.from_min,
  );
}
