/** A small map with one pin that can be dragged, and the circle of the phone's own fix around it. */

import type { Area } from "../api/types";
import { areaNames, areaShapes, EMPTY, type Features } from "./features";
import { circle, type LonLat } from "./geometry";
import { FONTS, GlMap, Marker, type GeoJSONSource } from "./gl";
import type { Palette } from "./palette";
import { underHere } from "./package";
import { styleFor, type SourceName } from "./style";
import type { Under } from "./under";

/** The phone's own fix, which stays where it is when the pin is moved. */
export type OwnFix = { place: LonLat; accuracy_m: number };

const STREET_ZOOM = 16;

export class PinScene {
  private readonly map: GlMap;
  private readonly pin: Marker;
  private readonly shown = new Map<SourceName, Features>();
  private ready = false;
  private under: readonly Under[] = [];
  private removed = false;

  constructor(
    container: HTMLElement,
    pinElement: HTMLElement,
    private palette: Palette,
    place: LonLat,
    onMove: (place: LonLat) => void,
  ) {
    this.map = new GlMap({
      container,
      style: styleFor(palette, null),
      center: place,
      zoom: STREET_ZOOM,
      attributionControl: false,
      localIdeographFontFamily: FONTS.join(","),
      dragRotate: false,
      touchPitch: false,
      // The arrows move the pin, so the map must not take them.
      keyboard: false,
    });
    this.map.touchZoomRotate.disableRotation();
    this.pin = new Marker({ element: pinElement, draggable: true, anchor: "bottom" }).setLngLat(place).addTo(this.map);
    const tell = () => {
      const { lng, lat } = this.pin.getLngLat();
      onMove([lng, lat]);
    };
    this.pin.on("dragend", tell);
    this.map.on("click", ({ lngLat }) => {
      this.pin.setLngLat(lngLat);
      tell();
    });
    this.map.on("style.load", () => {
      this.ready = true;
      for (const [name, features] of this.shown) this.put(name, features);
    });
    void this.dress();
  }

  showAreas(areas: readonly Area[]): void {
    this.put("areas", areaShapes(areas));
    this.put("names", areaNames(areas));
  }

  showFix(fix: OwnFix | null): void {
    if (!fix) return this.put("accuracy", EMPTY);
    const ring = { type: "Polygon" as const, coordinates: [circle(fix.place, fix.accuracy_m)] };
    this.put("accuracy", {
      type: "FeatureCollection",
      features: [{ type: "Feature", geometry: ring, properties: {} }],
    });
  }

  /** Put the pin somewhere; the map follows only when the pin would leave it. */
  place(place: LonLat): void {
    this.pin.setLngLat(place);
    if (!this.map.getBounds().contains(place)) this.map.jumpTo({ center: place });
  }

  zoomBy(step: 1 | -1): void {
    if (step > 0) this.map.zoomIn();
    else this.map.zoomOut();
  }

  centreOn(place: LonLat): void {
    this.map.jumpTo({ center: place, zoom: STREET_ZOOM });
  }

  setPalette(palette: Palette): void {
    if (palette === this.palette) return;
    this.palette = palette;
    this.restyle();
  }

  /** Streets and houses come after the first picture: from the package on this device, else from the server. */
  private async dress(): Promise<void> {
    const under = await underHere();
    if (this.removed) return;
    this.under = under;
    this.restyle();
  }

  private restyle(): void {
    this.ready = false;
    this.map.setStyle(styleFor(this.palette, null, this.under), { diff: false });
  }

  remove(): void {
    this.removed = true;
    this.map.remove();
  }

  private put(name: SourceName, features: Features): void {
    this.shown.set(name, features);
    if (this.ready) this.map.getSource<GeoJSONSource>(name)?.setData(features);
  }
}
