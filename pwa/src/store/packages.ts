/** Map packages on this device. They hold nothing about people, so they lie in the browser's cache, unencrypted. */

import { fetchApi } from "../api/client";

/** Not one of the app's own caches, whose older versions are thrown away with an update. */
const CACHE = "map-packages";
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

/** Making a package takes the server some seconds, and a slow line some minutes. */
const TIMEOUT_MS = 120_000;

/**
 * Fetch a town's package and keep it in the place of an older one. `progress` is told the share from 0 to 1.
 * Raises `ApiError`; QuotaExceededError when the device is full. What was kept before stays until all is here.
 */
export async function takeAlong(town: string, progress: (share: number) => void, signal: AbortSignal): Promise<void> {
  const answer = await fetchApi(`/map/packages/${town}`, { signal, timeoutMs: TIMEOUT_MS });
  const parts = await read(answer, progress, signal);
  const blob = new Blob(parts, { type: "application/vnd.pmtiles" });
  const headers = {
    "content-length": String(blob.size),
    "x-town": town,
    "x-version": (answer.headers.get("etag") ?? "").replaceAll('"', "").replace(/^W\//, ""),
    "x-kept-at": String(Date.now()),
  };
  await (await caches.open(CACHE)).put(address(town), new Response(blob, { headers }));
}

async function read(
  answer: Response,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const size = Number(answer.headers.get("content-length"));
  const reader = answer.body?.getReader();
  if (!reader) return [new Uint8Array(await answer.arrayBuffer())];
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let here = 0; ; ) {
    const { done, value } = await reader.read();
    if (signal.aborted) throw new DOMException("broken off", "AbortError");
    if (done) return parts;
    parts.push(value as Uint8Array<ArrayBuffer>);
    here += value.length;
    if (size > 0) progress(Math.min(1, here / size));
  }
}

export async function leaveBehind(town: string): Promise<void> {
  await (await caches.open(CACHE)).delete(address(town));
}
