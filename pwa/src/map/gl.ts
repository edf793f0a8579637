/** The only import of MapLibre. Loaded with the first map, never with the page. */

import "maplibre-gl/dist/maplibre-gl.css";
import {
  addProtocol,
  clearPrewarmedResources,
  Map as GlMap,
  Marker,
  prewarm,
  setWorkerUrl,
} from "maplibre-gl";
import { workerUrl } from "./ahead";

setWorkerUrl(workerUrl);

export type { FilterSpecification, GeoJSONSource, GeoJSONSourceDiff, MapMouseEvent, MapOptions, StyleSpecification } from "maplibre-gl";
export { addProtocol, clearPrewarmedResources, GlMap, Marker, prewarm };

/** Drawn on the device itself: no font server is asked for the names on the map. */
export const FONTS = ["Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "HarmonyOS Sans SC", "sans-serif"];
