/** What the map shows of officers, and what of it has changed: ten thousand of them are never handed over anew. */

import type { Officer } from "../api/types";
import { collection, point, type Features } from "./features";
import type { LonLat } from "./geometry";
import type { GeoJSONSourceDiff } from "./gl";
import { standing } from "./marks";

export type Mark = { id: string; place: LonLat; name: string; icon: string; ring: number };
export type Marks = ReadonlyMap<string, Mark>;

/** Pixels round the equator at zoom 0, and metres. */
const WORLD_PX = 512;
const WORLD_M = 40_075_016.686;

/** Officers with a fix; those without one are on duty but nowhere, and only the list can say so. */
export function officerMarks(officers: readonly Officer[], now: number): Marks {
  const marks = new Map<string, Mark>();
  for (const officer of officers) {
    const { person_id: id, person_name: name, place, accuracy_m } = officer;
    if (!place) continue;
    marks.set(id, { id, place, name, icon: `officer-${standing(officer, now)}`, ring: ringOf(place, accuracy_m) });
  }
  return marks;
}

/** The radius of a fix's accuracy in pixels at zoom 0, from which the style makes that of every zoom; 0 is unknown. */
function ringOf([, lat]: LonLat, accuracy_m: number | null): number {
  return ((accuracy_m ?? 0) * WORLD_PX) / (WORLD_M * Math.cos((lat * Math.PI) / 180));
}

export function markFeatures(marks: Marks): Features {
  return collection([...marks.values()].map(feature));
}

function feature({ id, place, name, icon, ring }: Mark) {
  return point(place, { id, name, icon, ring });
}

/** What makes `after` of `before`; null when that is nothing. */
export function changesOf(before: Marks, after: Marks): GeoJSONSourceDiff | null {
  const add: NonNullable<GeoJSONSourceDiff["add"]> = [];
  const update: NonNullable<GeoJSONSourceDiff["update"]> = [];
  for (const [id, mark] of after) {
    const old = before.get(id);
    const change = old ? changeOf(old, mark) : undefined;
    if (!old) add.push(feature(mark));
    else if (change) update.push(change);
  }
  const remove: string[] = [];
  for (const id of before.keys()) if (!after.has(id)) remove.push(id);
  return add.length + update.length + remove.length === 0 ? null : { add, update, remove };
}

function changeOf(old: Mark, mark: Mark): NonNullable<GeoJSONSourceDiff["update"]>[number] | undefined {
  const moved = old.place[0] !== mark.place[0] || old.place[1] !== mark.place[1];
  const looks = old.name === mark.name && old.icon === mark.icon && old.ring === mark.ring;
  // Most of ten thousand stand where they stood: for them nothing is made.
  if (!moved && looks) return undefined;
  const properties = (["name", "icon", "ring"] as const)
    .filter((key) => old[key] !== mark[key])
    .map((key) => ({ key, value: mark[key] }));
  return {
    id: mark.id,
    ...(moved && { newGeometry: { type: "Point" as const, coordinates: mark.place } }),
    ...(properties.length > 0 && { addOrUpdateProperties: properties }),
  };
}
