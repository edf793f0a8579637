/** Calls for help, and what the server notices by itself. */

import type { Fix, Moment, PointGeometry, Uuid } from "./base";

export type AlarmKind = "sos" | "no_fix" | "low_battery" | "left_zone" | "accuracy_lost" | "unvisited";
/** All but `closed` are open. */
export type AlarmState = "raised" | "seen" | "cancelled" | "closed";
export type AlarmOutcome = "handled" | "false_alarm" | "drill" | "resolved" | "other";
export type AlarmStep = {
  id: Uuid;
  kind: AlarmState;
  at: Moment;
  received_at: Moment;
  /** Null: the server itself. */
  actor_id: Uuid | null;
  actor_name: string;
  outcome: AlarmOutcome | null;
  reason: string | null;
};
export type Alarm = {
  id: Uuid;
  kind: AlarmKind;
  state: AlarmState;
  /** Null of a zone nobody has visited: it is about the zone. */
  person_id: Uuid | null;
  person_name: string;
  squad: string | null;
  patrol_id: Uuid | null;
  town_code: string | null;
  town_name: string | null;
  duty_zone_id: Uuid | null;
  duty_zone_name: string | null;
  place: PointGeometry | null;
  accuracy_m: number | null;
  fix_at: Moment | null;
  battery: number | null;
  at: Moment;
  received_at: Moment;
  note: string;
  revision: number;
  steps: AlarmStep[];
};
export type NewAlarm = {
  kind: "sos";
  at: Moment;
  patrol_id: Uuid | null;
  fix: Fix | null;
  battery: number | null;
  note: string;
};
export type NewAlarmStep = { kind: "see" | "close"; at: Moment; outcome: AlarmOutcome | null; reason: string | null };
export type Cancellation = { at: Moment; reason: string };

/** 0: never. Null: as the next less special rule says, in the end the defaults. */
export type AlarmLimits = {
  no_fix_min: number | null;
  left_zone_min: number | null;
  unvisited_h: number | null;
  low_battery: number | null;
  accuracy_m: number | null;
};
/** `zone_code` null: all of the town. From `from_min` until before `to_min`, minutes of the day. */
export type NewAlarmRule = AlarmLimits & {
  town_code: string;
  zone_code: string | null;
  name: string;
  from_min: number;
  to_min: number;
};
export type AlarmRule = NewAlarmRule & { id: Uuid; zone_name: string | null; updated_at: Moment; updated_by_name: string };
export type AlarmRules = { defaults: AlarmLimits; rules: AlarmRule[] };
