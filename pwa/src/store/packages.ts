/** Map packages on this device. They hold nothing about people, so they lie in the browser's cache, unencrypted. */

import { api, ApiError, fetchApi } from "../api/client";
import type { MapPackage } from "../api/types";

/** Not one of the app's own caches, whose older versions are thrown away with an update. */
const CACHE = "map-packages";
/** What has come of a package that is not whole yet. */
const PIECES = "map-packages-coming";
const address = (town: string) => `/map-packages/${town}`;

export type KeptPackage = { town_code: string; version: string; size: number; kept_at: number };

/** Whether this browser can keep packages at all; without HTTPS it cannot. */
export function canKeep(): boolean {
  return typeof caches !== "undefined";
}

export async function keptPackages(): Promise<KeptPackage[]> {
  if (!canKeep() || !(await caches.has(CACHE))) return [];
  const cache = await caches.open(CACHE);
  const answers = await Promise.all((await cache.keys()).map((request) => cache.match(request)));
  return answers.flatMap((answer) => (answer ? [factsOf(answer.headers)] : []));
}

function factsOf(headers: Headers): KeptPackage {
  return {
    town_code: headers.get("x-town") ?? "",
    version: headers.get("x-version") ?? "",
    size: Number(headers.get("content-length")),
    kept_at: Number(headers.get("x-kept-at")),
  };
}

export async function packageBytes(town: string): Promise<Blob | null> {
  const answer = await (await caches.open(CACHE)).match(address(town));
  return answer ? answer.blob() : null;
}

/** As much as is fetched at once: what a broken line costs is less than this. */
const PIECE = 256 * 1024;
const TIMEOUT_MS = 60_000;
const LOOK_AGAIN_MS = 1000;

/** What is going on: the server makes the package, or it comes; from 0 to 1. */
export type Progress = { step: "making" | "taking"; share: number };

/**
 * Have a town's package made where it is not of today, fetch it and keep it in the place of an older one. What came
 * before a line broke or the app was closed is not fetched again. What was kept before stays until all is here.
 * Raises `ApiError`; QuotaExceededError when the device is full.
 */
export async function takeAlong(town: string, progress: (progress: Progress) => void, signal: AbortSignal): Promise<void> {
  const { version, size } = await made(town, progress, signal);
  const cache = await caches.open(PIECES);
  for (const old of await cache.keys()) {
    if (isOf(old, town) && !old.url.includes(`/${version}/`)) await cache.delete(old);
  }
  const pieces: Blob[] = [];
  for (let first = 0; first < size; first += PIECE) {
    progress({ step: "taking", share: first / size });
    pieces.push(await piece(cache, town, version, first, Math.min(first + PIECE, size) - 1, signal));
  }
  const blob = new Blob(pieces, { type: "application/vnd.pmtiles" });
  if (blob.size !== size) throw new ApiError(0, null);
  const headers = {
    "content-length": String(size),
    "x-town": town,
    "x-version": version,
    "x-kept-at": String(Date.now()),
  };
  await (await caches.open(CACHE)).put(address(town), new Response(blob, { headers }));
  await forgetPieces(town);
}

async function made(
  town: string,
  progress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<{ version: string; size: number }> {
  let found = await api<MapPackage>(`/map/packages/${town}`, { method: "PUT", signal });
  while (found.size === null) {
    if (found.failed) throw new ApiError(500, null);
    progress({ step: "making", share: (found.percent ?? 0) / 100 });
    await new Promise((done) => setTimeout(done, LOOK_AGAIN_MS));
    if (signal.aborted) throw new DOMException("broken off", "AbortError");
    const all = await api<MapPackage[]>(`/map/packages`, { signal });
    found = all.find(({ town_code }) => town_code === town) ?? found;
  }
  return { version: found.version, size: found.size };
}

async function piece(
  cache: Cache,
  town: string,
  version: string,
  first: number,
  last: number,
  signal: AbortSignal,
): Promise<Blob> {
  const key = `${address(town)}/${version}/${first}`;
  const kept = await (await cache.match(key))?.blob();
  if (kept?.size === last - first + 1) return kept;
  const headers = { range: `bytes=${first}-${last}`, "if-match": `"${version}"` };
  const answer = await fetchApi(`/map/packages/${town}`, { headers, signal, timeoutMs: TIMEOUT_MS });
  const bytes = await answer.blob().catch(() => {
    throw new ApiError(0, null);
  });
  if (answer.status !== 206 || bytes.size !== last - first + 1) throw new ApiError(0, null);
  await cache.put(key, new Response(bytes));
  return bytes;
}

function isOf({ url }: Request, town: string): boolean {
  return new URL(url).pathname.startsWith(`${address(town)}/`);
}

async function forgetPieces(town: string): Promise<void> {
  const cache = await caches.open(PIECES);
  for (const request of await cache.keys()) if (isOf(request, town)) await cache.delete(request);
}

/** How much of a package has come already and is not kept as a whole yet; bytes. */
export async function begun(town: string, version: string): Promise<number> {
  if (!canKeep() || !(await caches.has(PIECES))) return 0;
  const cache = await caches.open(PIECES);
  let sum = 0;
  for (const request of await cache.keys()) {
    if (!isOf(request, town) || !request.url.includes(`/${version}/`)) continue;
    sum += (await (await cache.match(request))?.blob())?.size ?? 0;
  }
  return sum;
}

export async function leaveBehind(town: string): Promise<void> {
  await (await caches.open(CACHE)).delete(address(town));
  await forgetPieces(town);
}
