/** A small map with one pin that can be dragged, and the circle of the phone's own fix around it. */

import type { Area } from "../api/types";
import { areaNames, areaShapes, EMPTY } from "./features";
import { circle, type LonLat } from "./geometry";
import { Marker } from "./gl";
import type { Palette } from "./palette";
import { underHere } from "./package";
import { Scene } from "./scene";
import { styleFor, type SourceName } from "./style";
import type { Under } from "./under";

/** The phone's own fix, which stays where it is when the pin is moved. */
export type OwnFix = { place: LonLat; accuracy_m: number };

/** What is drawn below everything; it comes later than the first picture. */
type Ground = { under: readonly Under[] };

const STREET_ZOOM = 16;

export class PinScene extends Scene<SourceName> {
  private readonly pin: Marker;
  private readonly ground: Ground;
  private removed = false;

  constructor(
    container: HTMLElement,
    pinElement: HTMLElement,
    palette: Palette,
    place: LonLat,
    onMove: (place: LonLat) => void,
  ) {
    const ground: Ground = { under: [] };
    super(container, palette, (next) => styleFor(next, null, ground.under), {
      center: place,
      zoom: STREET_ZOOM,
      // The arrows move the pin, so the map must not take them.
      keyboard: false,
    });
    this.ground = ground;
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

  centreOn(place: LonLat): void {
    this.map.jumpTo({ center: place, zoom: STREET_ZOOM });
  }

  /** Streets and houses come after the first picture: from the package on this device, else from the server. */
  private async dress(): Promise<void> {
    const under = await underHere();
    if (this.removed) return;
    this.ground.under = under;
    this.restyle();
  }

  override remove(): void {
    this.removed = true;
    super.remove();
  }
}
