/** Duty, tracks and holds of tracks. */

import type { LonLat, Moment, Uuid } from "./base";
import type { Hold } from "./holds";

export type PatrolState = "running" | "paused" | "ended";
export type NewPatrol = {
  squad: string;
  second_officer_id?: Uuid;
  duty_zone_id: Uuid | null;
  vehicle: string | null;
  started_at: Moment;
};
export type PatrolEventKind = "pause" | "resume" | "end";
export type NewPatrolEvent = { kind: PatrolEventKind; at: Moment; reason: string | null };
export type Patrol = {
  id: Uuid;
  person_id: Uuid;
  person_name: string;
  second_officer_id: Uuid | null;
  second_officer_name: string | null;
  squad: string;
  duty_zone_id: Uuid | null;
  duty_zone_name: string | null;
  vehicle: string | null;
  town_code: string;
  state: PatrolState;
  started_at: Moment;
  ended_at: Moment | null;
  device_id: Uuid | null;
  received_at: Moment;
  point_count: number;
  last_fix_at: Moment | null;
};
export type PatrolEvent = { id: Uuid; kind: PatrolEventKind; at: Moment; received_at: Moment; reason: string | null };
export type GapReason =
  | "none"
  | "hidden"
  | "permission"
  | "battery"
  | "no_fix"
  | "paused"
  | "app_closed"
  | "unknown"
  | "not_received"
  | "jump"
  | "unusable";
export type Gap = {
  from_at: Moment;
  to_at: Moment;
  seconds: number;
  reason: GapReason;
  from_place: LonLat;
  to_place: LonLat;
};
export type ZoneShare = { area_id: Uuid | null; name: string; seconds: number; distance_m: number };
export type PatrolDetail = Patrol & {
  events: PatrolEvent[];
  distance_m: number;
  moving_s: number;
  duration_s: number;
  gaps: Gap[];
  zones: ZoneShare[];
  dropped: { reason: string; count: number }[];
  overlaps: Uuid[];
  /** Every fix is there; else only what is told here was kept. */
  track_kept: boolean;
};
export type TrackHold = Hold & { patrol_id: Uuid };
export type TrackPart = { coordinates: [number, number, number][] };
export type DroppedFix = { lon: number; lat: number; at_ms: number; reason: string };
export type Track = { parts: TrackPart[]; gaps: Gap[]; dropped: DroppedFix[] };
export type TrackReceipt = {
  patrol_id: Uuid;
  first_seq: number;
  last_seq: number;
  /** Highest number with everything below it stored; -1 for none. */
  acked_through: number;
  duplicate: boolean;
  clock_skew_ms: number;
};
