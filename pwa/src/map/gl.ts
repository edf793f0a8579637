/** The only import of MapLibre. Loaded with the first map, never with the page. */

import "maplibre-gl/dist/maplibre-gl.css";
import { addProtocol, Map as GlMap, Marker, setWorkerUrl } from "maplibre-gl";
import { workerUrl } from "./ahead";

setWorkerUrl(workerUrl);

export type { FilterSpecification, GeoJSONSource, GeoJSONSourceDiff, MapMouseEvent, StyleSpecification } from "maplibre-gl";
export { addProtocol, GlMap, Marker };

/** Drawn on the device itself: no font server is asked for the names on the map. */
export const FONTS = ["Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "HarmonyOS Sans SC", "sans-serif"];
