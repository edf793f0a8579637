/** The map's style: our own layers on a plain ground. No national base map is bundled; a licensed one has its slot. */

import { EMPTY } from "./features";
import { FONTS, type FilterSpecification, type StyleSpecification } from "./gl";
import { leadCounts, leadLayers, leadSource } from "./lead_marks";
import { officerDots } from "./officer_dots";
import type { Palette } from "./palette";
import { gapNames, trackLayers } from "./track_style";
import { underLayers, underNames, underSources, type Under } from "./under";

type Layer = StyleSpecification["layers"][number];

/** Raster tiles from a licensed service, shown under everything else, with the approval number (审图号) it carries. */
export type BaseMap = { tiles: string[]; attribution: string; approval: string };

/** Sources the map is fed through, all GeoJSON. */
export const SOURCES = ["areas", "names", "track", "accuracy", "leads", "chosen", "officers"] as const;
export type SourceName = (typeof SOURCES)[number];

/** Groups a person can switch off, with the layers each stands for. */
export const GROUPS = {
  towns: ["town-fill", "town-line", "town-name"],
  zones: ["zone-fill", "zone-line", "zone-name"],
  villages: ["village-line", "village-name"],
  leads: ["lead-unseen", "lead-selected", "lead", "lead-count-disc", "lead-count", "lead-chosen"],
  officers: ["officer-accuracy", "officer-selected", "officer-dot", "officer", "officer-name"],
} as const;
export type Group = keyof typeof GROUPS;

/** Padding around a clickable mark, in CSS pixels: a glove is wider than a mouse. */
export const TOUCH_PX = 10;

/** Zoom of the closest tiles of areas; what is closer is drawn from them. */
const AREA_TILES = 16;

const kind = (name: string): FilterSpecification => ["==", ["get", "kind"], name];
const nobody: FilterSpecification = ["==", ["get", "id"], ""];

/**
 * `under`: the town's own roads, water and houses; several where somebody keeps the packages of several towns. `tiles`:
 * where areas come from as vector tiles; without it the map is told of them.
 */
export function styleFor(
  palette: Palette,
  base: BaseMap | null,
  under: readonly Under[] = [],
  tiles: string | null = null,
): StyleSpecification {
  const sources: StyleSpecification["sources"] = Object.fromEntries(
    SOURCES.map((name) => [name, { type: "geojson" as const, data: EMPTY }]),
  );
  // Changed one by one, by their ids.
  sources["officers"] = { type: "geojson", data: EMPTY, promoteId: "id" };
  sources["leads"] = leadSource(EMPTY);
  if (tiles) {
    sources["areas"] = { type: "vector", tiles: [tiles], maxzoom: AREA_TILES };
    delete sources["names"];
  }
  if (base) sources["base"] = { type: "raster", tiles: base.tiles, tileSize: 256, attribution: base.attribution };
  Object.assign(sources, underSources(under));
  return {
    version: 8,
    sources,
    layers: [
      { id: "ground", type: "background", paint: { "background-color": palette.ground } },
      ...(base ? [{ id: "base", type: "raster" as const, source: "base" }] : []),
      townGround(palette, base !== null, tiles !== null),
      ...underLayers(palette, under),
      ...areaLayers(palette, tiles !== null),
      ...underNames(palette, under),
      ...nameLayers(palette, tiles !== null),
      ...trackLayers(palette),
      ...markLayers(palette),
      gapNames(palette),
    ],
  };
}

/** Of a tile there are layers within the source. */
function areaSource(tiled: boolean, of: "zones" | "names" = "zones"): { source: string; "source-layer"?: string } {
  if (tiled) return { source: "areas", "source-layer": of };
  return { source: of === "names" ? "names" : "areas" };
}

function townGround(palette: Palette, overBase: boolean, tiled: boolean): Layer {
  return {
    id: "town-fill",
    type: "fill",
    ...areaSource(tiled),
    filter: kind("town"),
    paint: { "fill-color": palette.town, "fill-opacity": overBase ? 0 : 1 },
  };
}

function areaLayers(palette: Palette, tiled: boolean): Layer[] {
  const line = (id: string, of: string, colour: string, width: number, dash?: number[]): Layer => ({
    id,
    type: "line",
    ...areaSource(tiled),
    filter: kind(of),
    layout: { "line-join": "round" },
    paint: { "line-color": colour, "line-width": width * palette.weight, ...(dash && { "line-dasharray": dash }) },
  });
  return [
    {
      id: "zone-fill",
      type: "fill",
      ...areaSource(tiled),
      filter: kind("duty_zone"),
      paint: { "fill-color": palette.zone, "fill-opacity": 0.1 },
    },
    { ...line("village-line", "village", palette.villageLine, 1, [2, 2]), minzoom: 11 },
    line("zone-line", "duty_zone", palette.zone, 1.5, [4, 2]),
    line("town-line", "town", palette.townLine, 1.5),
    line("county-line", "county", palette.townLine, 2.5),
  ];
}

function markLayers(palette: Palette): Layer[] {
  const halo = (id: string, source: string, filter: FilterSpecification, colour: string, radius: number): Layer => ({
    id,
    type: "circle",
    source,
    filter,
    paint: {
      "circle-radius": radius,
      "circle-color": "transparent",
      "circle-stroke-color": colour,
      "circle-stroke-width": 3,
    },
  });
  const own = { source: "accuracy", minzoom: 12 } as const;
  return [
    { id: "accuracy-fill", type: "fill", ...own, paint: { "fill-color": palette.track, "fill-opacity": 0.12 } },
    { id: "accuracy-line", type: "line", ...own, paint: { "line-color": palette.track, "line-width": palette.weight } },
    accuracyRings(palette),
    halo("lead-unseen", "leads", ["==", ["get", "unseen"], true], palette.gap, 15),
    halo("officer-selected", "officers", nobody, palette.selected, 16),
    ...leadLayers(palette, marks),
    leadCounts(palette, FONTS),
    officerDots(palette),
    marks("officer", "officers"),
    officerNames(palette),
    // What one is looking at is not hidden by who stands there.
    halo("lead-selected", "chosen", ["has", "id"], palette.selected, 17),
    marks("lead-chosen", "chosen"),
  ];
}

/** How sure each officer's fix is, as a circle of its accuracy: twice as many pixels with every zoom. */
function accuracyRings(palette: Palette): Layer {
  const [from, to] = [12, 22];
  return {
    id: "officer-accuracy",
    type: "circle",
    source: "officers",
    minzoom: from,
    filter: [">", ["get", "ring"], 0],
    paint: {
      "circle-radius": [
        "interpolate", ["exponential", 2], ["zoom"],
        from, ["*", ["get", "ring"], 2 ** from],
        to, ["*", ["get", "ring"], 2 ** to],
      ],
      "circle-color": palette.track,
      "circle-opacity": 0.12,
      "circle-stroke-color": palette.track,
      "circle-stroke-width": palette.weight,
    },
  };
}

function marks(id: string, source: string): Layer & { type: "symbol" } {
  return {
    id,
    type: "symbol",
    source,
    layout: { "icon-image": ["get", "icon"], "icon-allow-overlap": true, "icon-ignore-placement": true },
  };
}

/** A layer of its own: so many names that none can be read are not laid out at all, see `officer_dots.ts`. */
function officerNames(palette: Palette): Layer {
  return {
    id: "officer-name",
    type: "symbol",
    source: "officers",
    layout: {
      "text-field": ["get", "name"],
      "text-font": FONTS,
      "text-size": 13,
      "text-offset": [0, 1.1],
      "text-anchor": "top",
    },
    paint: { "text-color": palette.text, "text-halo-color": palette.halo, "text-halo-width": 2 },
  };
}

function nameLayers(palette: Palette, tiled: boolean): Layer[] {
  const name = (id: string, of: string, size: number, colour: string, minzoom: number): Layer => ({
    id,
    type: "symbol",
    ...areaSource(tiled, "names"),
    filter: kind(of),
    minzoom,
    layout: { "text-field": ["get", "name"], "text-font": FONTS, "text-size": size, "text-max-width": 8 },
    paint: { "text-color": colour, "text-halo-color": palette.halo, "text-halo-width": 1.5 },
  });
  return [
    name("village-name", "village", 12, palette.faint, 13),
    name("zone-name", "duty_zone", 12, palette.zone, 11.5),
    name("town-name", "town", 14, palette.text, 8),
  ];
}
