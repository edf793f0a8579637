/** What the map needs later and can be fetched now: its worker would be asked for only when its own code runs. */

// A worker of our own origin, so that the content security policy needs no `blob:`.
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";

export { workerUrl };

/** On a slow line the two lie a second apart; the browser's cache has it when it is wanted. */
export function fetchWorkerAhead(): void {
  fetch(workerUrl).then((answer) => answer.blob(), () => undefined);
}
