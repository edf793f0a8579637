/** What drawing asks the server for. */

import { api } from "../../../api/client";
import { newId } from "../../../api/ids";
import type { AreaChange, AreaImport, AreaKind, EditableAreas, MultiPolygon, RepairedSet, TopologyFault } from "../../../api/types";
import type { LonLat } from "../../../map/geometry";
import type { Zones } from "./draft";

export { newId };
/** Which areas: of a kind, in a town (all of them for towns), on a day. */
export type Which = { kind: AreaKind; town: string; on: string };

export function readEditable({ kind, town, on }: Which, signal?: AbortSignal): Promise<EditableAreas> {
  const query = new URLSearchParams({ kind, on, ...(town && { town_code: town }) });
  return api<EditableAreas>(`/areas/editing?${query.toString()}`, signal ? { signal } : {});
}

export async function freeCode({ kind, on }: Which, [lon, lat]: LonLat, taken: readonly string[], like: string): Promise<string> {
  const query = new URLSearchParams({ kind, on, lon: String(lon), lat: String(lat), ...(like && { like }) });
  for (const code of taken) query.append("taken", code);
  return (await api<{ code: string }>(`/areas/editing/code?${query.toString()}`)).code;
}

export function split(shape: MultiPolygon, coordinates: readonly LonLat[]): Promise<MultiPolygon[]> {
  return api<MultiPolygon[]>("/areas/editing/split", { method: "POST", body: { shape, line: { type: "LineString", coordinates } } });
}

export function merge(shapes: readonly MultiPolygon[]): Promise<MultiPolygon> {
  return api<MultiPolygon>("/areas/editing/merge", { method: "POST", body: { shapes } });
}

export function fit(shape: MultiPolygon, neighbours: readonly MultiPolygon[]): Promise<MultiPolygon> {
  return api<MultiPolygon>("/areas/editing/fit", { method: "POST", body: { shape, neighbours } });
}

const allOf = ({ kind, on }: Which, zones: Zones) => ({
  kind,
  on,
  zones: zones.map(({ code, name, geometry }) => ({ code, name, geometry })),
});

export function findFaults(which: Which, zones: Zones): Promise<TopologyFault[]> {
  return api<TopologyFault[]>("/areas/editing/report", { method: "POST", body: allOf(which, zones), timeoutMs: 60_000 });
}

export function repairAll(which: Which, zones: Zones): Promise<RepairedSet> {
  return api<RepairedSet>("/areas/editing/repairs", { method: "POST", body: allOf(which, zones), timeoutMs: 60_000 });
}

export function save(id: string, body: AreaChange): Promise<AreaImport> {
  return api<AreaImport>(`/areas/changes/${id}`, { method: "PUT", body, timeoutMs: 120_000 });
}
