/** What the command room sees: the live map, replay, coverage. */

import type { LonLat, Moment, Uuid } from "./base";
import type { Lead } from "./leads";
import type { Gap, Patrol, PatrolState } from "./patrols";

export type Officer = {
  person_id: Uuid;
  person_name: string;
  squad: string | null;
  patrol_id: Uuid;
  patrol_state: PatrolState;
  place: LonLat | null;
  at: Moment | null;
  accuracy_m: number | null;
  speed_ms: number | null;
  heading_deg: number | null;
  battery: number | null;
  town_code: string;
};

/** Why somebody looks at where others were. */
export type Purpose = "watch" | "safety" | "complaint" | "evidence" | "planning";
/** An unbroken part, as differences: milliseconds, millionths of a degree; the first of each stands for itself. */
export type Walked = { dt: number[]; lon: number[]; lat: number[] };
export type ReplayPhoto = {
  id: Uuid;
  lead_id: Uuid;
  captured_at: Moment;
  captured_by: Uuid;
  mime: string;
  place: LonLat;
};
/** Patrols of a stretch of time, and what was reported in it. */
export type Replay = {
  begin: Moment;
  end: Moment;
  patrols: { patrol: Patrol; parts: Walked[]; gaps: Gap[] }[];
  leads: Lead[];
  photos: ReplayPhoto[];
};

/** Of zones, never of persons. */
export type CoverageOf = "ground" | "streets";
export type ZoneCoverage = {
  area_id: Uuid;
  code: string;
  name: string;
  /** m² of ground or m of street. */
  amount: number;
  /** 0 to 1. */
  share: number;
  /** Within the time asked for. */
  last_seen_at: Moment | null;
};
export type Coverage = {
  town_code: string;
  of: CoverageOf;
  since: Moment;
  within_m: number;
  grain_m: number;
  zones: ZoneCoverage[];
};
/** `cells`: longitude, latitude, seconds ago; null for not within the time asked for. */
export type ZoneAges = {
  area_id: Uuid;
  of: CoverageOf;
  since: Moment;
  at: Moment;
  within_m: number;
  grain_m: number;
  cells: [number, number, number | null][];
};
