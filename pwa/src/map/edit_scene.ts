/** Zones on a map to be drawn on: tells where somebody clicked, dragged and double-clicked. Knows nothing of requests. */

import type { Area } from "../api/types";
import { middleOf, middlesOf, isChosen, sketchOf, styleOf, type Source } from "./edit_style";
import { areaShapes, collection, point, type Feature } from "./features";
import { boxOf, labelPlace, vertices, type LonLat, type MultiPolygon } from "./geometry";
import type { MapMouseEvent } from "./gl";
import type { Palette } from "./palette";
import { Scene } from "./scene";

export type Drawn = { key: string; name: string; changed: boolean; geometry: MultiPolygon };
/** What is drawn over the zones. */
export type Over = {
  /** Corners of the chosen zone. */
  corners: readonly LonLat[];
  corner: LonLat | null;
  sketch: readonly LonLat[];
  closed: boolean;
  /** Ground of faults, the chosen one apart. */
  faults: readonly { ground: MultiPolygon; chosen: boolean }[];
  /** Zones as they would be. */
  after: readonly MultiPolygon[];
  theirs: readonly MultiPolygon[];
};
export type EditEvents = {
  zone(key: string, more: boolean): void;
  place(at: LonLat): void;
  done(): void;
  corner(at: LonLat): void;
  moved(from: LonLat, to: LonLat): void;
  /** On the way: the corner, or the stretch that gets one, and where it is now. */
  moving(from: LonLat | readonly [LonLat, LonLat], to: LonLat): void;
  inserted(a: LonLat, b: LonLat, at: LonLat): void;
  removed(at: LonLat): void;
  /** Where a place under the mouse would be laid; `except` is the corner being moved. */
  laid(at: LonLat, pixel: { lon: number; lat: number }, except: LonLat | null): LonLat;
};

/** How far beside a corner still is on it: for the tip of a mouse, and for that of a finger. */
const MOUSE_PX = 8;
const FINGER_PX = 22;
type Held = { from: LonLat; middle: [LonLat, LonLat] | null; to: LonLat | null; finger: boolean };
const fingers = (event: Event) => ("touches" in event ? (event as TouchEvent).touches.length : 0);

export class EditScene extends Scene<Source> {
  private over: Over | null = null;
  private chosen: readonly string[] = [];
  private sketching = false;
  private held: Held | null = null;

  constructor(
    container: HTMLElement,
    palette: Palette,
    private readonly events: EditEvents,
  ) {
    super(container, palette, styleOf, { doubleClickZoom: false });
    this.map.on("click", (event) => this.clicked(event));
    this.map.on("dblclick", () => this.sketching && this.events.done());
    this.map.on("contextmenu", (event) => this.taken(event));
    for (const press of ["mousedown", "touchstart"] as const) this.map.on(press, (event) => this.grabbed(event));
    for (const move of ["mousemove", "touchmove"] as const) this.map.on(move, (event) => this.dragged(event));
    for (const release of ["mouseup", "touchend"] as const) this.map.on(release, () => this.dropped());
    // Taken by the system in the middle, or by a second finger: as if it had never begun.
    this.map.on("touchcancel", () => this.letGo());
  }

  showZones(zones: readonly Drawn[], around: readonly Area[]): void {
    const features = zones.map(({ key, changed, geometry }): Feature => ({ type: "Feature", geometry, properties: { key, changed } }));
    const names = zones.flatMap(({ key, name, geometry }) => {
      const place = labelPlace(geometry);
      return place ? [point(place, { key, name })] : [];
    });
    this.put("zones", collection(features));
    this.put("names", collection(names));
    this.put("around", areaShapes(around));
  }

  showOver(over: Over): void {
    this.over = over;
    const shape = (geometry: MultiPolygon, chosen = false): Feature => ({ type: "Feature", geometry, properties: { chosen } });
    this.put("faults", collection(over.faults.map(({ ground, chosen }) => shape(ground, chosen))));
    this.put("after", collection(over.after.map((one) => shape(one))));
    this.put("theirs", collection(over.theirs.map((one) => shape(one))));
    this.put("sketch", sketchOf(over.sketch, over.closed));
    const current = (at: LonLat) => over.corner?.[0] === at[0] && over.corner[1] === at[1];
    this.put("corners", collection(over.corners.map((at, i) => point(at, { i, current: current(at) }))));
    this.put("middles", middlesOf(this.shape()));
  }

  choose(keys: readonly string[], sketching: boolean): void {
    this.chosen = keys;
    this.sketching = sketching;
    this.map.getCanvas().style.cursor = sketching ? "crosshair" : "";
    if (this.ready) this.map.setFilter("chosen", isChosen(keys));
    if (this.over) this.put("middles", middlesOf(this.shape()));
  }

  fit(shapes: readonly MultiPolygon[]): void {
    const box = boxOf(vertices(shapes));
    if (box) this.map.fitBounds([box.west, box.south, box.east, box.north], { padding: 60, maxZoom: 17, animate: false });
  }

  /** How much of a degree a pixel is in the middle of the map. */
  private pixel(): { lon: number; lat: number } {
    const { x, y } = this.map.project(this.map.getCenter());
    const [a, b] = [this.map.unproject([x, y]), this.map.unproject([x + 10, y + 10])];
    return { lon: Math.abs(b.lng - a.lng) / 10, lat: Math.abs(b.lat - a.lat) / 10 };
  }

  /** The one chosen zone, whose corners are shown. */
  private shape(): MultiPolygon | null {
    const [key, ...more] = this.chosen;
    if (this.sketching || key === undefined || more.length > 0 || !this.over?.corners.length) return null;
    const found = this.shown.get("zones")?.features.find(({ properties }) => properties["key"] === key);
    return (found?.geometry as MultiPolygon | undefined) ?? null;
  }

  /** The nearest of a layer's places within reach. */
  private at({ point: { x, y } }: Pick<MapMouseEvent, "point">, layer: string, reach = MOUSE_PX) {
    const box: [[number, number], [number, number]] = [[x - reach, y - reach], [x + reach, y + reach]];
    const found = this.ready ? this.map.queryRenderedFeatures(box, { layers: [layer] }) : [];
    const apart = ({ geometry }: (typeof found)[number]) => {
      const there = this.map.project((geometry as { coordinates: number[] }).coordinates as LonLat);
      return Math.hypot(there.x - x, there.y - y);
    };
    return found.sort((a, b) => apart(a) - apart(b))[0];
  }

  private cornerAt(event: Pick<MapMouseEvent, "point">, reach = MOUSE_PX): LonLat | null {
    const found = this.at(event, "corners", reach);
    return found ? (this.over?.corners[Number(found.properties["i"])] ?? null) : null;
  }

  private clicked(event: MapMouseEvent): void {
    const place = event.lngLat.toArray();
    if (this.sketching) return this.events.place(this.events.laid(place, this.pixel(), null));
    const corner = this.cornerAt(event);
    if (corner) return this.events.corner(corner);
    const { ctrlKey, metaKey, shiftKey } = event.originalEvent;
    const found = this.ready ? this.map.queryRenderedFeatures(event.point, { layers: ["zones"] })[0] : undefined;
    if (found) this.events.zone(String(found.properties["key"]), ctrlKey || metaKey || shiftKey);
  }

  private taken(event: MapMouseEvent): void {
    const corner = this.sketching ? null : this.cornerAt(event);
    if (!corner) return;
    event.preventDefault();
    if (this.held?.finger) return; // a finger that rests before it drags
    this.events.removed(corner);
  }

  private grabbed(event: Pick<MapMouseEvent, "point"> & { originalEvent: Event; preventDefault(): void }): void {
    if (this.sketching || (event.originalEvent instanceof MouseEvent && event.originalEvent.button !== 0)) return;
    const many = fingers(event.originalEvent);
    if (many > 1) return this.letGo();
    const reach = many ? FINGER_PX : MOUSE_PX;
    const corner = this.cornerAt(event, reach);
    const middle = corner ? undefined : this.at(event, "middles", reach);
    if (!corner && !middle) return;
    event.preventDefault();
    const ends = middle ? (JSON.parse(String(middle.properties["ends"])) as [LonLat, LonLat]) : null;
    this.held = { from: corner ?? middleOf(ends!), middle: ends, to: null, finger: many > 0 };
  }

  private dragged(event: Pick<MapMouseEvent, "point"> & { lngLat: { toArray(): LonLat } }): void {
    if (!this.held && !this.sketching) this.map.getCanvas().style.cursor = this.cornerAt(event) ? "grab" : "";
    if (!this.held || !this.over) return;
    const { from, middle } = this.held;
    const to = this.events.laid(event.lngLat.toArray(), this.pixel(), middle ? null : from);
    this.held = { ...this.held, to };
    this.put("sketch", collection([point(to, {})]));
    this.events.moving(middle ?? from, to);
  }

  private letGo(): void {
    if (this.held?.to) this.events.moving(this.held.middle ?? this.held.from, this.held.from);
    this.held = null;
    if (this.over) this.put("sketch", sketchOf(this.over.sketch, this.over.closed));
  }

  private dropped(): void {
    const held = this.held;
    this.held = null;
    if (!held?.to) return;
    if (this.over) this.put("sketch", sketchOf(this.over.sketch, this.over.closed));
    if (held.middle) this.events.inserted(held.middle[0], held.middle[1], held.to);
    else this.events.moved(held.from, held.to);
  }

  protected override fill(): void {
    super.fill();
    this.map.setFilter("chosen", isChosen(this.chosen));
  }
}
