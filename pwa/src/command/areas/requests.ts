/** What the page of areas asks the server for. */

import { api, ApiError } from "../../api/client";
import type { Accept, Area, AreaImport, AreaKind, AreaRepair, ImportMode, ImportShape, Problem } from "../../api/types";

export const KINDS: readonly AreaKind[] = ["town", "village", "duty_zone", "unit_grid", "governance_grid", "county"];

/** How a file is to be read; what is empty is left to the server to tell. */
export type Wanted = { kind: AreaKind; valid_from: string; mode: ImportMode; options: Record<string, string> };

export function readAreas(kind: AreaKind, on: string, signal: AbortSignal): Promise<Area[]> {
  return api<Area[]>(`/areas?kind=${kind}&on=${on}`, { signal });
}

export function readImport(id: string, signal: AbortSignal): Promise<AreaImport> {
  return api<AreaImport>(`/areas/imports/${id}`, { signal });
}

export function readShapes(id: string, signal: AbortSignal): Promise<ImportShape[]> {
  return api<ImportShape[]>(`/areas/imports/${id}/shapes`, { signal });
}

/** What could be done about the faults of a file; empty when there are none. */
export function readRepairs(id: string, signal: AbortSignal): Promise<AreaRepair[]> {
  return api<AreaRepair[]>(`/areas/imports/${id}/repairs`, { signal });
}

export function repairedUrl(id: string): string {
  return `/api/areas/imports/${id}/repaired`;
}

export function decide(id: string, accept: Accept): Promise<AreaImport> {
  return api<AreaImport>(`/areas/imports/${id}/decision`, { method: "PUT", body: { accept }, timeoutMs: 120_000 });
}

export function withdraw(id: string): Promise<AreaImport> {
  return api<AreaImport>(`/areas/imports/${id}/withdrawal`, { method: "PUT" });
}

/** The largest file the server takes. */
export const MAX_BYTES = 20 * 1024 * 1024;
const CHECK_MS = 180_000;

/** Send a file to be checked. `progress`: the share that has gone out, 0 to 1; `fetch` cannot tell. */
export function checkFile(
  file: File,
  { kind, valid_from, mode, options }: Wanted,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<AreaImport> {
  const filled = Object.entries(options).filter(([, value]) => value !== "");
  const query = new URLSearchParams({ kind, valid_from, mode, filename: file.name, ...Object.fromEntries(filled) });
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/areas/imports?${query.toString()}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.timeout = CHECK_MS;
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const told = parsed(request.responseText);
      if (request.status === 201 && told) resolve(told as AreaImport);
      else reject(new ApiError(request.status, told as Problem | null));
    };
    request.onerror = request.ontimeout = request.onabort = () => reject(new ApiError(0, null));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
