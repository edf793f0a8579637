/** The map's style: our own layers on a plain ground. No national base map is bundled; a licensed one has its slot. */

import { EMPTY } from "./features";
import { FONTS, type FilterSpecification, type StyleSpecification } from "./gl";
import type { Palette } from "./palette";
import { underLayers, underNames, underSources, type Under } from "./under";

type Layer = StyleSpecification["layers"][number];

/** Raster tiles from a licensed service, shown under everything else, with the approval number (审图号) it carries. */
export type BaseMap = { tiles: string[]; attribution: string; approval: string };

/** Sources the map is fed through, all GeoJSON. */
export const SOURCES = ["areas", "names", "track", "accuracy", "leads", "officers"] as const;
export type SourceName = (typeof SOURCES)[number];

/** Groups a person can switch off, with the layers each stands for. */
export const GROUPS = {
  towns: ["town-fill", "town-line", "town-name"],
  zones: ["zone-fill", "zone-line", "zone-name"],
  villages: ["village-line", "village-name"],
  leads: ["lead-unseen", "lead-selected", "lead"],
  officers: ["accuracy-fill", "accuracy-line", "officer-selected", "officer"],
} as const;
export type Group = keyof typeof GROUPS;

/** Padding around a clickable mark, in CSS pixels: a glove is wider than a mouse. */
export const TOUCH_PX = 10;

const kind = (name: string): FilterSpecification => ["==", ["get", "kind"], name];
const part = (name: string): FilterSpecification => ["==", ["get", "part"], name];
const nobody: FilterSpecification = ["==", ["get", "id"], ""];

/** `under`: the town's own roads, water and houses; several where somebody keeps the packages of several towns. */
export function styleFor(palette: Palette, base: BaseMap | null, under: readonly Under[] = []): StyleSpecification {
  const sources: StyleSpecification["sources"] = Object.fromEntries(
    SOURCES.map((name) => [name, { type: "geojson" as const, data: EMPTY }]),
  );
  if (base) sources["base"] = { type: "raster", tiles: base.tiles, tileSize: 256, attribution: base.attribution };
  Object.assign(sources, underSources(under));
  return {
    version: 8,
    sources,
    layers: [
      { id: "ground", type: "background", paint: { "background-color": palette.ground } },
      ...(base ? [{ id: "base", type: "raster" as const, source: "base" }] : []),
      townGround(palette, base !== null),
      ...underLayers(palette, under),
      ...areaLayers(palette),
      ...underNames(palette, under),
      ...nameLayers(palette),
      ...trackLayers(palette),
      ...markLayers(palette),
      gapNames(palette),
    ],
  };
}

function townGround(palette: Palette, overBase: boolean): Layer {
  return {
    id: "town-fill",
    type: "fill",
    source: "areas",
    filter: kind("town"),
    paint: { "fill-color": palette.town, "fill-opacity": overBase ? 0 : 1 },
  };
}

function areaLayers(palette: Palette): Layer[] {
  const line = (id: string, of: string, colour: string, width: number, dash?: number[]): Layer => ({
    id,
    type: "line",
    source: "areas",
    filter: kind(of),
    layout: { "line-join": "round" },
    paint: { "line-color": colour, "line-width": width * palette.weight, ...(dash && { "line-dasharray": dash }) },
  });
  return [
    {
      id: "zone-fill",
      type: "fill",
      source: "areas",
      filter: kind("duty_zone"),
      paint: { "fill-color": palette.zone, "fill-opacity": 0.1 },
    },
    { ...line("village-line", "village", palette.villageLine, 1, [2, 2]), minzoom: 11 },
    line("zone-line", "duty_zone", palette.zone, 1.5, [4, 2]),
    line("town-line", "town", palette.townLine, 1.5),
    line("county-line", "county", palette.townLine, 2.5),
  ];
}

function trackLayers(palette: Palette): Layer[] {
  return [
    {
      id: "track-case",
      type: "line",
      source: "track",
      filter: part("walked"),
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": palette.halo, "line-width": 7 * palette.weight },
    },
    {
      id: "track-walked",
      type: "line",
      source: "track",
      filter: part("walked"),
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": palette.track, "line-width": 4 * palette.weight },
    },
    {
      id: "track-gap",
      type: "line",
      source: "track",
      filter: part("gap"),
      paint: { "line-color": palette.gap, "line-width": 2.5 * palette.weight, "line-dasharray": [1.5, 2] },
    },
    ...trackDots(palette),
  ];
}

function trackDots(palette: Palette): Layer[] {
  const dot = (id: string, of: string, radius: number, fill: string, edge: string): Layer => ({
    id,
    type: "circle",
    source: "track",
    filter: part(of),
    paint: { "circle-radius": radius, "circle-color": fill, "circle-stroke-color": edge, "circle-stroke-width": 2 },
  });
  return [
    dot("track-dropped", "dropped", 3, palette.halo, palette.gap),
    dot("track-start", "start", 5, palette.halo, palette.track),
    dot("track-end", "end", 5, palette.track, palette.halo),
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
  const accuracy = { source: "accuracy", minzoom: 12 } as const;
  return [
    { id: "accuracy-fill", type: "fill", ...accuracy, paint: { "fill-color": palette.track, "fill-opacity": 0.12 } },
    { id: "accuracy-line", type: "line", ...accuracy, paint: { "line-color": palette.track, "line-width": palette.weight } },
    halo("lead-unseen", "leads", ["==", ["get", "unseen"], true], palette.gap, 15),
    halo("lead-selected", "leads", nobody, palette.selected, 17),
    halo("officer-selected", "officers", nobody, palette.selected, 16),
    marks("lead", "leads"),
    { ...marks("officer", "officers"), ...officerText(palette) },
  ];
}

function marks(id: string, source: string): Layer & { type: "symbol" } {
  return {
    id,
    type: "symbol",
    source,
    layout: { "icon-image": ["get", "icon"], "icon-allow-overlap": true, "icon-ignore-placement": true },
  };
}

function officerText(palette: Palette): Pick<Layer & { type: "symbol" }, "layout" | "paint"> {
  return {
    layout: {
      "icon-image": ["get", "icon"],
      "icon-allow-overlap": true,
      "icon-ignore-placement": true,
      "text-field": ["get", "name"],
      "text-font": FONTS,
      "text-size": 13,
      "text-offset": [0, 1.1],
      "text-anchor": "top",
      "text-optional": true,
    },
    paint: { "text-color": palette.text, "text-halo-color": palette.halo, "text-halo-width": 2 },
  };
}

function nameLayers(palette: Palette): Layer[] {
  const name = (id: string, of: string, size: number, colour: string, minzoom: number): Layer => ({
    id,
    type: "symbol",
    source: "names",
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

/** Beside the gap, wherever there is room: written along it, a short gap would have no name. */
function gapNames(palette: Palette): Layer {
  return {
    id: "gap-name",
    type: "symbol",
    source: "track",
    filter: part("gap_name"),
    layout: {
      "text-field": ["get", "name"],
      "text-font": FONTS,
      "text-size": 13,
      "text-max-width": 20,
      "text-variable-anchor": ["left", "right", "bottom", "top"],
      "text-radial-offset": 0.8,
      "text-justify": "auto",
    },
    paint: { "text-color": palette.gap, "text-halo-color": palette.halo, "text-halo-width": 2 },
  };
}
