/** Turns what the system knows into GeoJSON the map draws. Pure; every property is a plain value. */

import type { Area, Gap, Lead, Track } from "../api/types";
import { labelPlace, type LonLat } from "./geometry";
import { urgencyOf } from "./lead_marks";

type Properties = Record<string, string | number | boolean | null>;
type Geometry =
  | { type: "Point"; coordinates: number[] }
  | { type: "LineString"; coordinates: number[][] }
  | { type: "Polygon"; coordinates: number[][][] }
  | { type: "MultiPolygon"; coordinates: number[][][][] };
export type Feature = { type: "Feature"; geometry: Geometry; properties: Properties };
export type Features = { type: "FeatureCollection"; features: Feature[] };

export const EMPTY: Features = { type: "FeatureCollection", features: [] };

export function collection(features: Feature[]): Features {
  return { type: "FeatureCollection", features };
}

export function point(place: LonLat, properties: Properties): Feature {
  return { type: "Feature", geometry: { type: "Point", coordinates: place }, properties };
}

function line(places: LonLat[], properties: Properties): Feature {
  return { type: "Feature", geometry: { type: "LineString", coordinates: places }, properties };
}

export function areaShapes(areas: readonly Area[]): Features {
  return collection(
    areas.map(({ id, kind, name, geometry }) => ({ type: "Feature", geometry, properties: { id, kind, name } })),
  );
}

/** Names as points of their own: written on a polygon, a name repeats in every tile the polygon crosses. */
export function areaNames(areas: readonly Area[]): Features {
  return collection(
    areas.flatMap(({ id, kind, name, geometry }) => {
      const place = labelPlace(geometry);
      return place ? [point(place, { id, kind, name })] : [];
    }),
  );
}

export function leadPoints(leads: readonly Lead[], unseen: ReadonlySet<string>): Features {
  return collection(
    leads.map(({ id, state, place, category_name_zh }) =>
      point(place.coordinates, {
        id,
        state,
        icon: `lead-${state}`,
        urgency: urgencyOf(state),
        name: category_name_zh,
        unseen: unseen.has(id),
      }),
    ),
  );
}

/** A track as walked: solid where there are fixes, a gap as a gap with its own words, fixes left out as crosses. */
export function trackShapes(track: Track, describe: (gap: Gap) => string): Features {
  const walked = track.parts.map((part) =>
    line(part.coordinates.map(([lon, lat]): LonLat => [lon, lat]), { part: "walked" }),
  );
  const gaps = track.gaps.flatMap((gap) => [
    line([gap.from_place, gap.to_place], { part: "gap" }),
    point(middle(gap.from_place, gap.to_place), { part: "gap_name", name: describe(gap) }),
  ]);
  const dropped = track.dropped.map(({ lon, lat, reason }) => point([lon, lat], { part: "dropped", name: reason }));
  return collection([...walked.filter(hasLength), ...gaps, ...dropped, ...ends(track)]);
}

function middle(a: LonLat, b: LonLat): LonLat {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}

function hasLength({ geometry }: Feature): boolean {
  return geometry.type === "LineString" && geometry.coordinates.length > 1;
}

function ends({ parts }: Track): Feature[] {
  const first = parts[0]?.coordinates[0];
  const last = parts.at(-1)?.coordinates.at(-1);
  return [
    ...(first ? [point([first[0], first[1]], { part: "start" })] : []),
    ...(last ? [point([last[0], last[1]], { part: "end" })] : []),
  ];
}
