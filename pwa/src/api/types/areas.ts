/** Areas, imports of them, and what is wrong with their shapes. */

import type { LonLat, Moment, Uuid } from "./base";

export type AreaKind = "county" | "town" | "village" | "duty_zone" | "unit_grid" | "governance_grid";
export type MultiPolygon = { type: "MultiPolygon"; coordinates: [number, number][][][] };
export type Area = {
  id: Uuid;
  kind: AreaKind;
  code: string;
  name: string;
  town_code: string | null;
  valid_from: string;
  valid_to: string | null;
  geometry: MultiPolygon;
  area_m2: number;
};
/** An area in a list, without its shape. */
export type AreaLine = Omit<Area, "geometry"> & { town_name: string | null };
export type AreaPage = { items: AreaLine[]; next: string | null };
export type Finding = {
  code: string;
  zh: string;
  en: string;
  severity?: "error" | "note";
  place?: [number, number] | null;
  other_code?: string | null;
};
export type FeatureReport = {
  index: number;
  code: string;
  name: string;
  ok: boolean;
  errors: Finding[];
  town_code?: string | null;
};
export type ImportState = "checked" | "applied" | "refused" | "withdrawn";
export type Accept = "all" | "good_part" | "none";
export type ImportMode = "by_code" | "replace_all";
/** A file that was sent, or borders changed on the map. */
export type ImportOrigin = "file" | "map";
export type AreaImport = {
  id: Uuid;
  origin: ImportOrigin;
  kind: AreaKind;
  filename: string;
  valid_from: string;
  mode: ImportMode;
  state: ImportState;
  accepted: Accept | null;
  feature_count: number;
  good_count: number;
  applied_count: number;
  features: FeatureReport[];
  problems: Finding[];
  imported_by: Uuid | null;
  at: Moment;
  decided_at: Moment | null;
  withdrawn_at: Moment | null;
};
export type AreaImportLine = Omit<AreaImport, "features" | "problems" | "imported_by"> & {
  imported_by_name: string;
  decided_by_name: string;
  withdrawn_by_name: string;
};
export type AreaImportPage = { items: AreaImportLine[]; next: string | null };
/** A town's areas with every digit, and those of other towns beside them. */
export type EditableAreas = { kind: AreaKind; town_code: string | null; on: string; areas: Area[]; around: Area[] };
export type Repair = "cut" | "fill" | "snap" | "drop" | "recode";
export type Flaw = "overlap" | "gap" | "sliver" | "duplicate" | "stray";
/** What could be done about a fault of a file; `index` and `others` as in the report. */
export type AreaRepair = {
  repair: Repair;
  index: number;
  others: number[];
  area_m2: number;
  place: LonLat;
  zh: string;
  en: string;
  ground: MultiPolygon;
  after: MultiPolygon | null;
};
/** A fault of a set of areas, by index in what was sent, and what could be done. `after` null: left out, or recoded. */
export type TopologyFault = {
  flaw: Flaw;
  missing: boolean;
  zones: number[];
  area_m2: number;
  place: LonLat;
  zh: string;
  en: string;
  ground: MultiPolygon;
  repair: ZoneRepair | null;
};
export type ZoneRepair = { repair: Repair; index: number; zh: string; en: string; after: MultiPolygon | null; code: string | null };
/** A set of areas after all repairs: only those that are other than before, `after` null for those left out. */
export type RepairedZone = { index: number; code: string; after: MultiPolygon | null };
export type RepairedSet = { zones: RepairedZone[]; repaired: number; left: TopologyFault[] };
export type ChangedZone = {
  code: string;
  name: string;
  geometry: MultiPolygon;
  town_code: string | null;
  /** The version it was made of; null for a new one. */
  base_id: Uuid | null;
};
export type AreaChange = { kind: AreaKind; valid_from: string; zones: ChangedZone[]; ended: Uuid[] };
export type ImportShape = { index: number; geometry: MultiPolygon };
