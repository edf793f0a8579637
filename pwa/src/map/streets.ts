/** Streets and places of a piece of ground out of the town's own tiles, for a drawing that is no map. */

import type { Box, LonLat } from "./geometry";
import { GlMap } from "./gl";
import { fromServer, underSources } from "./under";

export type Street = { name: string; line: LonLat[] };
export type Place = { name: string; at: LonLat };
export type Streets = { streets: Street[]; places: Place[] };

const PATIENCE_MS = 15_000;

/** Reads what a map of `width` × `height` would load. Rejects without WebGL, without tiles, or when `signal` says so. */
export async function streetsIn(box: Box, width: number, height: number, signal: AbortSignal): Promise<Streets> {
  const under = fromServer();
  const source = `under-${under.id}`;
  const place = document.createElement("div");
  place.setAttribute("aria-hidden", "true");
  place.className = "streets-reader";
  place.style.cssText = `position: fixed; left: -200vw; width: ${width}px; height: ${height}px`;
  document.body.append(place);
  let map: GlMap | null = null;
  try {
    map = new GlMap({
      container: place,
      interactive: false,
      attributionControl: false,
      fadeDuration: 0,
      bounds: [box.west, box.south, box.east, box.north],
      style: {
        version: 8,
        sources: underSources([under]),
        // What no layer shows is not fetched.
        layers: ["road", "place"].map((of) => ({ id: of, type: "circle", source, "source-layer": of })),
      },
    });
    await drawn(map, signal);
    return { streets: roads(map, source), places: places(map, source) };
  } finally {
    map?.remove();
    place.remove();
  }
}

function drawn(map: GlMap, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("The streets took too long.")), PATIENCE_MS);
    signal.addEventListener("abort", () => reject(new DOMException("Gone", "AbortError")));
    map.on("error", (event) => {
      // Ground without a tile is bare; the rest is there.
      if (!("sourceId" in event)) reject(event.error);
    });
    map.once("idle", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function roads(map: GlMap, source: string): Street[] {
  return map.querySourceFeatures(source, { sourceLayer: "road" }).flatMap(({ geometry, properties }) => {
    const name = String(properties["name"] ?? "");
    if (geometry.type === "LineString") return [{ name, line: geometry.coordinates as LonLat[] }];
    if (geometry.type === "MultiLineString") {
      return geometry.coordinates.map((line) => ({ name, line: line as LonLat[] }));
    }
    return [];
  });
}

function places(map: GlMap, source: string): Place[] {
  const found = map.querySourceFeatures(source, { sourceLayer: "place" }).flatMap(({ geometry, properties }) =>
    geometry.type === "Point" ? [{ name: String(properties["name"] ?? ""), at: geometry.coordinates as LonLat }] : [],
  );
  // A place on the edge of a tile is in both.
  return [...new Map(found.map((place) => [place.name, place])).values()];
}
