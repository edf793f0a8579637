/** The command room's map: takes what to show, tells what was clicked. Knows nothing of requests or screens. */

import type { Area, Gap, Lead, Officer, Track } from "../api/types";
import { AlarmMarks, type AlarmMark } from "./alarm_marks";
import { areaNames, areaShapes, EMPTY, leadPoints, trackShapes, type Features } from "./features";
import { markFirstPicture } from "./first_picture";
import { around, boxOf, vertices, type Box, type LonLat } from "./geometry";
import type { GeoJSONSource, GlMap } from "./gl";
import { icons } from "./icons";
import { onlyLead } from "./lead_marks";
import { moveMs } from "./moving";
import { OfficerLayer } from "./officer_layer";
import type { Palette } from "./palette";
import { PhotoMarks, type PhotoMark } from "./photo_marks";
import { Picking, type Grab, type PickEvents } from "./picking";
import { Scene } from "./scene";
import { GROUPS, SOURCES, styleFor, type BaseMap, type Group, type SourceName } from "./style";
import { Turns } from "./turns";
import { areasFromServer, fromServer, type Under } from "./under";

export { areasFromServer, fromServer };
export type { BaseMap, Grab, Group };

export type MapEvents = PickEvents & {
  alarm(id: string): void;
  /** This part is in sight now, and a little around it. */
  looked?(box: Box): void;
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
  private readonly officers: OfficerLayer;
  private readonly picking: Picking;
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
    const isReady = () => this.ready;
    this.officers = new OfficerLayer(this.map, isReady);
    this.picking = new Picking(this.map, events, isReady, () => this.selected.lead);
    this.alarms = new AlarmMarks(this.map, (id) => events.alarm(id));
    this.photos = new PhotoMarks(this.map, (lead) => events.lead(lead));
    markFirstPicture(this.map);
    for (const event of ["load", "moveend", "resize"] as const) this.map.on(event, () => this.tellBox());
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
    this.officers.show(officers, now);
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
  goTo(place: LonLat, zoom = CLOSE_ZOOM - 1): void {
    this.map.easeTo({ center: place, zoom: Math.max(this.map.getZoom(), zoom), duration: moveMs() });
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
    return this.picking.officerAt(clientX, clientY);
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
    this.officers.fill();
    this.select(this.selected.lead, this.selected.officer);
    for (const group of this.hidden) this.hideLayers(group);
    this.overlay?.draw(this.map, this.palette);
  }

  private hideLayers(group: Group): void {
    const visibility = this.hidden.has(group) ? "none" : "visible";
    for (const layer of GROUPS[group]) this.map.setLayoutProperty(layer, "visibility", visibility);
  }
}
