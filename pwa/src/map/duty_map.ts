/** The command room's map: takes what to show, tells what was clicked. Knows nothing of requests or screens. */

import type { Area, Gap, Lead, Officer, Track } from "../api/types";
import { AlarmMarks, type AlarmMark } from "./alarm_marks";
import { areaNames, areaShapes, EMPTY, leadPoints, trackShapes, type Features } from "./features";
import { around, boxOf, vertices, type Box, type LonLat } from "./geometry";
import type { GeoJSONSource, GlMap, MapMouseEvent } from "./gl";
import { icons } from "./icons";
import { onlyLead, openMany } from "./lead_marks";
import { rangesFor } from "./officer_dots";
import { changesOf, markFeatures, officerMarks, type Marks } from "./officers";
import { Pace } from "./pace";
import type { Palette } from "./palette";
import { PhotoMarks, type PhotoMark } from "./photo_marks";
import { Scene } from "./scene";
import { GROUPS, SOURCES, styleFor, TOUCH_PX, type BaseMap, type Group, type SourceName } from "./style";
import { Turns } from "./turns";
import { areasFromServer, fromServer, type Under } from "./under";

export { areasFromServer, fromServer };
export type { BaseMap, Group };

type Mark = { of: "lead" | "officer"; id: string } | { of: "leads"; cluster: number };

/** As much of a pointer as carrying something needs. */
export type Grab = Pick<PointerEvent, "pointerId" | "clientX" | "clientY" | "pointerType" | "button">;

export type MapEvents = {
  lead(id: string): void;
  officer(id: string): void;
  alarm(id: string): void;
  /** This part is in sight now, and a little around it. */
  looked?(box: Box): void;
  /** The mouse has gone down on a lead: it may be about to be carried somewhere. */
  grabbed?(id: string, place: LonLat, pointer: Grab): void;
  /** The map could not be drawn, for instance without WebGL; the lists beside it go on working. */
  failed(reason: string): void;
};

/** Something drawn besides, put back after every new style. */
export type Overlay = { draw(map: GlMap, palette: Palette): void; clear(map: GlMap): void };

const CLOSE_ZOOM = 15;
const TILED: ReadonlySet<SourceName> = new Set(["areas", "names"]);
/** Of the width and height in sight, on each side: a short push of the map shows nobody where they no longer are. */
const MARGIN = 0.2;

export class DutyMap extends Scene<SourceName> {
  private readonly hidden = new Set<Group>();
  /** A thousand officers send a fix a second; nobody sees more than one step of each. */
  private readonly officers = new Pace<{ officers: readonly Officer[]; now: number }>(1000, ({ officers, now }) => {
    this.moveOfficers(officerMarks(officers, now));
  });
  private marks: Marks = new Map();
  /** All of it at once would hold up a small machine for as long as a press may wait for its answer. */
  private readonly turns = new Turns();
  private readonly alarms: AlarmMarks;
  private readonly photos: PhotoMarks;
  private selected: { lead: string | null; officer: string | null } = { lead: null, officer: null };
  private placed = false;
  private overlay: Overlay | null = null;

  constructor(
    container: HTMLElement,
    palette: Palette,
    base: BaseMap | null,
    under: readonly Under[],
    private readonly events: MapEvents,
    /** Where areas come from as vector tiles; without it they are told by `showAreas`. */
    private readonly areaTiles: string | null = null,
  ) {
    super(container, palette, (next) => styleFor(next, base, under, areaTiles), {
      zoom: 9.5,
      // Names appear at once: fading them in draws the whole map twenty times more, with every fix of an officer.
      fadeDuration: 0,
      // It is our own, and a test looks it over.
      validateStyle: false,
    });
    this.alarms = new AlarmMarks(this.map, (id) => events.alarm(id));
    this.photos = new PhotoMarks(this.map, (lead) => events.lead(lead));
    this.markFirstPicture();
    for (const event of ["load", "moveend", "resize"] as const) this.map.on(event, () => this.tellBox());
    this.map.on("click", (event) => this.clicked(event));
    this.map.on("mousemove", (event) => this.pointed(event));
    this.map.on("mousedown", (event) => this.grabbed(event));
    this.map.on("error", (event) => {
      // A tile that did not come leaves a blank, not a map that does not work.
      if (!("sourceId" in event)) events.failed(event.error.message);
    });
  }

  showAreas(areas: readonly Area[]): void {
    this.put("areas", areaShapes(areas));
    this.turns.put("where names stand", () => this.put("names", areaNames(areas)));
  }

  showLeads(leads: readonly Lead[], unseen: ReadonlySet<string>): void {
    this.put("leads", leadPoints(leads, unseen));
    this.choose();
  }

  showOfficers(officers: readonly Officer[], now: number): void {
    this.officers.put({ officers, now });
  }

  showAlarms(alarms: readonly AlarmMark[]): void {
    this.alarms.show(alarms);
  }

  showPhotos(photos: readonly PhotoMark[]): void {
    this.photos.show(photos);
  }

  showTrack(track: Track | null, describe: (gap: Gap) => string): void {
    this.put("track", track ? trackShapes(track, describe) : EMPTY);
  }

  select(lead: string | null, officer: string | null): void {
    this.selected = { lead, officer };
    this.choose();
    if (!this.ready) return;
    this.map.setFilter("officer-selected", ["==", ["get", "id"], officer ?? ""]);
  }

  setOverlay(overlay: Overlay | null): void {
    if (this.ready) this.overlay?.clear(this.map);
    this.overlay = overlay;
    if (this.ready) overlay?.draw(this.map, this.palette);
  }

  setHidden(group: Group, hidden: boolean): void {
    if (hidden) this.hidden.add(group);
    else this.hidden.delete(group);
    if (this.ready) this.hideLayers(group);
  }

  /** Bring a place into view without ever zooming out of a closer look. */
  goTo(place: LonLat): void {
    this.map.easeTo({ center: place, zoom: Math.max(this.map.getZoom(), CLOSE_ZOOM - 1), duration: moveMs() });
  }

  /** `covered`: pixels on the left and at the bottom that something lies over. */
  fitAreas(areas: readonly Area[], covered: { left?: number; bottom?: number } = {}): void {
    this.fit(vertices(areas.map(({ geometry }) => geometry)), covered);
  }

  fitTrack(track: Track): void {
    this.fit(track.parts.flatMap(({ coordinates }) => coordinates));
  }

  setPixelRatio(ratio: number): void {
    this.map.setPixelRatio(ratio);
  }

  /** Slowly: the wall's map moves by itself. */
  fitBox({ west, south, east, north }: Box): void {
    this.map.fitBounds([west, south, east, north], { padding: 48, maxZoom: CLOSE_ZOOM, duration: moveMs() * 4 });
  }

  override zoomBy(step: 1 | -1): void {
    if (step > 0) this.map.zoomIn({ duration: moveMs() });
    else this.map.zoomOut({ duration: moveMs() });
  }

  override remove(): void {
    this.officers.stop();
    this.turns.stop();
    super.remove();
  }

  /** The officer whose mark lies at a place of the window. */
  officerAt(clientX: number, clientY: number): string | null {
    if (!this.ready) return null;
    const { left, top } = this.map.getCanvas().getBoundingClientRect();
    const [x, y] = [clientX - left, clientY - top];
    const around: [[number, number], [number, number]] = [
      [x - 2 * TOUCH_PX, y - 2 * TOUCH_PX],
      [x + 2 * TOUCH_PX, y + 2 * TOUCH_PX],
    ];
    const found = this.map.queryRenderedFeatures(around, { layers: ["officer", "officer-dot"] })[0];
    return found ? String(found.properties["id"]) : null;
  }

  /** Written into the browser's own record of times: the first frame in which the ground is there. */
  private markFirstPicture(): void {
    let ground = false;
    const look = () => {
      if (!ground || !this.map.areTilesLoaded()) return;
      performance.mark("map-drawn");
      this.map.off("render", look);
    };
    this.map.on("sourcedata", ({ sourceId, tile }) => {
      ground ||= tile !== undefined && sourceId.startsWith("under-");
    });
    this.map.on("render", look);
  }

  private tellBox(): void {
    const bounds = this.map.getBounds();
    const box = { west: bounds.getWest(), south: bounds.getSouth(), east: bounds.getEast(), north: bounds.getNorth() };
    this.events.looked?.(around(box, MARGIN));
  }

  private fit(places: Iterable<readonly number[]>, { left = 0, bottom = 0 }: { left?: number; bottom?: number } = {}): void {
    const box = boxOf(places);
    if (!box) return;
    const bounds: [number, number, number, number] = [box.west, box.south, box.east, box.north];
    // The first place is where the map begins: on the way there it would fetch ground that nobody looks at.
    const padding = { top: 48, right: 48, bottom: 48 + bottom, left: 48 + left };
    this.map.fitBounds(bounds, { padding, maxZoom: CLOSE_ZOOM, duration: this.placed ? moveMs() : 0 });
    this.placed = true;
  }

  /** Only what has changed goes to the map: all of ten thousand would be half a second of its work. */
  private moveOfficers(marks: Marks): void {
    const changes = changesOf(this.marks, marks);
    this.marks = marks;
    if (!changes || !this.ready) return;
    void this.map.getSource<GeoJSONSource>("officers")?.updateData(changes);
    this.thinNames();
  }

  private thinNames(): void {
    for (const [layer, range] of Object.entries(rangesFor(this.marks.size))) this.map.setLayerZoomRange(layer, ...range);
  }

  protected override put(name: SourceName, features: Features): void {
    this.shown.set(name, features);
    if (this.areaTiles && TILED.has(name)) return;
    this.turns.put(name, () => {
      if (this.ready) void this.map.getSource<GeoJSONSource>(name)?.setData(this.shown.get(name) ?? EMPTY);
    });
  }

  /** The open lead is drawn by itself, over those it lies among. */
  private choose(): void {
    this.put("chosen", onlyLead(this.shown.get("leads") ?? EMPTY, this.selected.lead));
  }

  /** After every (new) style: marks, data, selection and hidden layers have to be put back. */
  protected override fill(): void {
    this.ready = true;
    for (const { name, image, pixelRatio } of icons(this.palette)) {
      if (!this.map.hasImage(name)) this.map.addImage(name, image, { pixelRatio });
    }
    // The style begins with nothing in its sources.
    for (const name of SOURCES) if (this.shown.has(name)) this.put(name, this.shown.get(name) ?? EMPTY);
    // At once: the changes that follow build on it.
    if (this.marks.size > 0) void this.map.getSource<GeoJSONSource>("officers")?.setData(markFeatures(this.marks));
    this.thinNames();
    this.select(this.selected.lead, this.selected.officer);
    for (const group of this.hidden) this.hideLayers(group);
    this.overlay?.draw(this.map, this.palette);
  }

  private hideLayers(group: Group): void {
    const visibility = this.hidden.has(group) ? "none" : "visible";
    for (const layer of GROUPS[group]) this.map.setLayoutProperty(layer, "visibility", visibility);
  }

  /** `gathered`: the open lead does not hide the mark of those it lies among, nor who stands there. */
  private markAt({ point: { x, y } }: MapMouseEvent, gathered = false): Mark | undefined {
    if (!this.ready) return undefined;
    const around: [[number, number], [number, number]] = [
      [x - TOUCH_PX, y - TOUCH_PX],
      [x + TOUCH_PX, y + TOUCH_PX],
    ];
    const all = this.map.queryRenderedFeatures(around, { layers: ["officer", "officer-dot", "lead-chosen", "lead"] });
    const isUnderChosen = gathered && all[0]?.layer.id === "lead-chosen";
    const found = (isUnderChosen && all.find(({ properties, layer: { id } }) => "cluster_id" in properties || id.startsWith("officer"))) || all[0];
    if (!found) return undefined;
    const { id, cluster_id } = found.properties;
    if (typeof cluster_id === "number") return { of: "leads", cluster: cluster_id };
    return { of: found.layer.id.startsWith("officer") ? "officer" : "lead", id: String(id) };
  }

  private clicked(event: MapMouseEvent): void {
    const mark = this.markAt(event, true);
    if (mark?.of === "lead") this.events.lead(mark.id);
    else if (mark?.of === "officer") this.events.officer(mark.id);
    else if (mark?.of === "leads") void this.part(mark.cluster, event.lngLat.toArray());
  }

  private async part(cluster: number, center: LonLat): Promise<void> {
    const source = this.map.getSource<GeoJSONSource>("leads");
    const next = source && (await openMany(source, cluster, this.selected.lead));
    if (!next) return;
    if ("lead" in next) this.events.lead(next.lead);
    else this.map.easeTo({ center, zoom: next.zoom + 0.5, duration: moveMs() });
  }

  /** A lead under the mouse is carried instead of moving the map. */
  private grabbed(event: MapMouseEvent): void {
    const mark = this.markAt(event);
    const { clientX, clientY, button } = event.originalEvent;
    if (mark?.of !== "lead" || button !== 0 || !this.events.grabbed) return;
    event.preventDefault();
    const { lng, lat } = event.lngLat;
    this.events.grabbed(mark.id, [lng, lat], { pointerId: 1, clientX, clientY, pointerType: "mouse", button });
  }

  private pointed(event: MapMouseEvent): void {
    this.map.getCanvas().style.cursor = this.markAt(event) ? "pointer" : "";
  }
}

function moveMs(): number {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 500;
}
