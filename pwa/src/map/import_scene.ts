/** A checked file on a map: what is good, what is not, and what is in force now in outline. Knows nothing of requests. */

import type { Area, ImportShape, MultiPolygon } from "../api/types";
import { areaShapes, EMPTY, type Feature, type Features } from "./features";
import { boxOf, labelPlace, vertices } from "./geometry";
import { FONTS, type FilterSpecification, type StyleSpecification } from "./gl";
import type { Palette } from "./palette";
import { Scene } from "./scene";

const HATCH = "hatch";
const SOURCES = ["old", "new", "edges", "numbers", "ground", "after"] as const;
type Source = (typeof SOURCES)[number];
const chosen = (index: number | null): FilterSpecification => ["==", ["get", "index"], index ?? -1];

export class ImportScene extends Scene<Source> {
  private shapes: readonly ImportShape[] = [];
  private selected: number | null = null;

  constructor(
    container: HTMLElement,
    palette: Palette,
    onPick: (index: number) => void,
  ) {
    super(container, palette, styleOf);
    this.map.on("click", ({ point }) => {
      const found = this.map.queryRenderedFeatures(point, { layers: ["new-fill"] });
      // Where several lie on one another, the one with a defect is meant.
      const hit = found.find(({ properties }) => properties["ok"] === false) ?? found[0];
      if (hit) onPick(Number(hit.properties["index"]));
    });
  }

  /** Once a file: thousands of shapes are handed over as a whole. `bad`: indices of those with a defect. */
  show(shapes: readonly ImportShape[], bad: ReadonlySet<number>, inForce: readonly Area[]): void {
    this.shapes = shapes;
    const feature = ({ index, geometry }: ImportShape): Feature => ({
      type: "Feature",
      geometry,
      properties: { index, ok: !bad.has(index) },
    });
    this.put("old", areaShapes(inForce));
    this.put("new", { type: "FeatureCollection", features: shapes.map(feature) });
    // As lines of their own: a ring whose halves cancel out has no area, and is left out of what is drawn as areas.
    this.put("edges", { type: "FeatureCollection", features: shapes.filter(({ index }) => bad.has(index)).flatMap(edges) });
    this.put("numbers", { type: "FeatureCollection", features: shapes.filter(({ index }) => bad.has(index)).flatMap(number) });
    this.fit(shapes);
  }

  /** Mark one, and look at it unless all of it is in sight. */
  select(index: number | null): void {
    this.selected = index;
    if (this.ready) this.map.setFilter("chosen", chosen(index));
    const shape = this.shapes.find((one) => one.index === index);
    if (shape) this.fit([shape], true);
  }

  /** What a repair is about, and the area as it would be after it. */
  showRepair(repair: { ground: MultiPolygon; after: MultiPolygon | null } | null): void {
    const only = (geometry: MultiPolygon | null | undefined): Features =>
      geometry ? { type: "FeatureCollection", features: [{ type: "Feature", geometry, properties: {} }] } : EMPTY;
    this.put("ground", only(repair?.ground));
    this.put("after", only(repair?.after));
    if (repair) this.fit([{ index: -1, geometry: repair.ground }]);
  }

  fitAll(): void {
    this.fit(this.shapes);
  }

  private fit(shapes: readonly ImportShape[], unlessSeen = false): void {
    const box = boxOf(vertices(shapes.map(({ geometry }) => geometry)));
    if (!box) return;
    const seen = this.map.getBounds();
    const inside = seen.contains([box.west, box.south]) && seen.contains([box.east, box.north]);
    const large = (box.east - box.west) * 25 > seen.getEast() - seen.getWest();
    if (unlessSeen && inside && large) return;
    const bounds: [[number, number], [number, number]] = [
      [box.west, box.south],
      [box.east, box.north],
    ];
    this.map.fitBounds(bounds, { padding: 40, maxZoom: 15, animate: false });
  }

  protected override fill(): void {
    if (!this.map.hasImage(HATCH)) this.map.addImage(HATCH, hatch(this.palette.gap));
    super.fill();
    this.map.setFilter("chosen", chosen(this.selected));
  }
}

function number({ index, geometry }: ImportShape): Feature[] {
  const place = labelPlace(geometry) ?? geometry.coordinates[0]?.[0]?.[0];
  if (!place) return [];
  return [{ type: "Feature", geometry: { type: "Point", coordinates: place }, properties: { label: String(index + 1) } }];
}

function edges({ index, geometry }: ImportShape): Feature[] {
  return geometry.coordinates.flat().map((ring) => ({
    type: "Feature",
    geometry: { type: "LineString", coordinates: ring },
    properties: { index },
  }));
}

/** Slanted lines: a defect is told by more than its colour. */
function hatch(colour: string): ImageData {
  const size = 12;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const draw = canvas.getContext("2d");
  if (!draw) throw new Error("No canvas to draw the hatch on.");
  draw.strokeStyle = colour;
  draw.lineWidth = 2;
  for (const shift of [-size, 0, size]) {
    draw.moveTo(shift - 1, size + 1);
    draw.lineTo(shift + size + 1, -1);
  }
  draw.stroke();
  return draw.getImageData(0, 0, size, size);
}

const IS_BAD: FilterSpecification = ["==", ["get", "ok"], false];
const IS_GOOD: FilterSpecification = ["==", ["get", "ok"], true];

export function styleOf(palette: Palette): StyleSpecification {
  return {
    version: 8,
    sources: Object.fromEntries(SOURCES.map((name) => [name, { type: "geojson" as const, data: EMPTY }])),
    layers: [
      { id: "ground", type: "background", paint: { "background-color": palette.ground } },
      { id: "new-fill", type: "fill", source: "new", paint: { "fill-color": palette.zone, "fill-opacity": ["case", ["get", "ok"], 0.18, 0] } },
      { id: "bad-fill", type: "fill", source: "new", filter: IS_BAD, paint: { "fill-pattern": HATCH } },
      { id: "good-line", type: "line", source: "new", filter: IS_GOOD, paint: { "line-color": palette.zone, "line-width": 1.5 } },
      { id: "old-line", type: "line", source: "old", paint: { "line-color": palette.faint, "line-width": 1.5, "line-dasharray": [3, 2] } },
      { id: "bad-line", type: "line", source: "edges", paint: { "line-color": palette.gap, "line-width": 2.5 } },
      { id: "repair-fill", type: "fill", source: "ground", paint: { "fill-color": palette.gap, "fill-opacity": 0.6 } },
      // A sliver has hardly any ground: its edge is what is seen.
      { id: "repair-line", type: "line", source: "ground", paint: { "line-color": palette.gap, "line-width": 3 } },
      { id: "after", type: "line", source: "after", paint: { "line-color": palette.track, "line-width": 3.5, "line-dasharray": [1.5, 1] } },
      { id: "chosen", type: "line", source: "new", filter: chosen(null), paint: { "line-color": palette.selected, "line-width": 4 } },
      {
        id: "numbers",
        type: "symbol",
        source: "numbers",
        layout: { "text-field": ["get", "label"], "text-font": FONTS, "text-size": 14, "text-allow-overlap": true },
        paint: { "text-color": palette.gap, "text-halo-color": palette.halo, "text-halo-width": 2.5 },
      },
    ],
  };
}
