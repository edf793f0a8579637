/** Starts the app without a network: keeps its files, never anything of the interface under /api. */

declare const self: ServiceWorkerGlobalScope;
/** Put in by the build; see build/service_worker.ts. */
declare const __PRECACHE__: { version: string; core: string[]; later: string[] };
export {};

const PRECACHE = __PRECACHE__;

const PREFIX = "fengxun-";
const CACHE = PREFIX + PRECACHE.version;
const SHELL = "/";

self.addEventListener("install", (event) => event.waitUntil(keep(PRECACHE.core)));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const answer = answerTo(event.request);
  if (answer) event.respondWith(answer);
});
self.addEventListener("message", (event) => {
  // A new version waits until the person says so: nothing may reload under an officer on patrol.
  if (event.data === "activate") void self.skipWaiting();
  if (event.data === "keep_later") event.waitUntil(keep(PRECACHE.later).catch(() => undefined));
  if (event.data === "version") event.ports[0]?.postMessage(PRECACHE.version);
});

/** Fetch what is not there yet; all of it, or the promise fails. */
async function keep(paths: readonly string[]): Promise<void> {
  const cache = await caches.open(CACHE);
  await Promise.all(paths.map((path) => keepOne(cache, path)));
}

async function keepOne(cache: Cache, path: string): Promise<void> {
  if (await cache.match(path)) return;
  // A name with a hash never changes its bytes: what an older version kept is as good.
  const known = path.startsWith("/assets/") ? await caches.match(path) : undefined;
  const response = known ?? (await fetch(path, { cache: "no-cache", credentials: "same-origin" }));
  if (!response.ok || response.redirected) throw new Error(`${path}: ${response.status}`);
  await cache.put(path, response);
}

async function activate(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** Undefined: the browser asks the network as if we were not there. */
function answerTo(request: Request): Promise<Response> | undefined {
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return undefined;
  // The command room is for desks with a network; it must never show yesterday's page.
  if (pathname.startsWith("/api/") || pathname.startsWith("/command")) return undefined;
  if (request.mode === "navigate") return shell(request);
  return pathname.startsWith("/assets/") ? fromCacheOrKept(request) : fromCache(request);
}

async function shell(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(SHELL)) ?? fetch(request);
}

async function fromCache(request: Request): Promise<Response> {
  return (await (await caches.open(CACHE)).match(request)) ?? fetch(request);
}

/** Assets loaded later (the map, say) are kept once they have been used. */
async function fromCacheOrKept(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const known = await cache.match(request);
  if (known) return known;
  const response = await fetch(request);
  if (response.ok && PRECACHE.later.includes(new URL(request.url).pathname)) await cache.put(request, response.clone());
  return response;
}
