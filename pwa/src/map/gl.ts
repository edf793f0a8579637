/** The only import of MapLibre. Loaded with the first map, never with the page. */

import "maplibre-gl/dist/maplibre-gl.css";
import {
  addProtocol,
  clearPrewarmedResources,
  Map as MapLibre,
  Marker,
  prewarm,
  setWorkerUrl,
} from "maplibre-gl";
import { workerUrl } from "./ahead";
import { Hold } from "./hold";

setWorkerUrl(workerUrl);

export type { FilterSpecification, GeoJSONSource, GeoJSONSourceDiff, MapMouseEvent, MapOptions, StyleSpecification } from "maplibre-gl";
export { addProtocol, clearPrewarmedResources, Marker, prewarm };

/**
 * A map that can wait with its next picture until what has changed is there whole. Each picture is drawn anew from
 * nothing, and MapLibre draws one for every tile that has come.
 */
export class GlMap extends MapLibre {
  /** Not there yet while MapLibre begins. */
  private readonly pictures?: Hold = new Hold(() => super.triggerRepaint());

  holdPictures(atMostMs: number): void {
    this.pictures?.begin(atMostMs);
  }

  releasePictures(): void {
    this.pictures?.end();
  }

  /** Whoever moves the map waits for nothing. */
  override triggerRepaint(): void {
    if (this.pictures && !this.isMoving() && this.pictures.keeps()) return;
    super.triggerRepaint();
  }
}

/** Drawn on the device itself: no font server is asked for the names on the map. */
export const FONTS = ["Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "HarmonyOS Sans SC", "sans-serif"];
