/** What everything on the wire is made of. */

export type Uuid = string;
/** ISO 8601 with "Z". */
export type Moment = string;
/** [longitude, latitude], degrees, CGCS2000/WGS-84. */
export type LonLat = [number, number];

export type Problem = {
  type: string;
  status: number;
  code: string;
  title: string;
  detail: string;
  detail_en: string;
  errors?: FieldError[];
};
/** `reason` is for programs, the details are for people. */
export type FieldError = { field: string; reason: string; detail: string; detail_en: string };

export type PointGeometry = { type: "Point"; coordinates: LonLat };
/** The device's own reading beside a capture. */
export type Fix = {
  lon: number;
  lat: number;
  accuracy_m: number;
  altitude_m?: number | null;
  age_ms: number;
  at: Moment;
};
