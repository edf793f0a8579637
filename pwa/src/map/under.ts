/** The town's own map under everything else: water, houses, roads, places. As tiles from the server, or a package. */

import { FONTS, type StyleSpecification } from "./gl";
import type { Palette } from "./palette";

type Layer = StyleSpecification["layers"][number];
type Sources = StyleSpecification["sources"];

/** Where the tiles come from: addresses with {z}/{x}/{y}, or a package kept on this device. */
export type Under = { id: string; tiles: string[] } | { id: string; package: string };

const MIN_ZOOM = 9;
const MAX_ZOOM = 15;

/** The tiles of the server we came from. */
export function fromServer(): Under {
  return { id: "server", tiles: [`${location.origin}/api/map/tiles/{z}/{x}/{y}`] };
}

/** Areas as tiles of the server we came from. */
export function areasFromServer(): string {
  return `${location.origin}/api/tiles/zones/{z}/{x}/{y}`;
}

export function underSources(under: readonly Under[]): Sources {
  const zooms = { minzoom: MIN_ZOOM, maxzoom: MAX_ZOOM };
  return Object.fromEntries(
    under.map((one) => [
      `under-${one.id}`,
      "tiles" in one
        ? { type: "vector" as const, tiles: one.tiles, ...zooms }
        : { type: "vector" as const, url: `pmtiles://${one.package}` },
    ]),
  );
}

export function underLayers(palette: Palette, under: readonly Under[]): Layer[] {
  return under.flatMap(({ id }) => groundOf(palette, id));
}

export function underNames(palette: Palette, under: readonly Under[]): Layer[] {
  return under.flatMap(({ id }) => namesOf(palette, id));
}

/** Line widths by zoom; the first is that of a road between towns, the last that of a lane. */
const WIDTHS = { 9: [1.4, 0.6, 0.4], 13: [4, 2.4, 1.6], 16: [12, 9, 7], 19: [40, 34, 28] } as const;

function groundOf(palette: Palette, id: string): Layer[] {
  const source = `under-${id}`;
  const road = (name: string, extra: number, colour: string): Layer => ({
    id: `${source}-${name}`,
    type: "line",
    source,
    "source-layer": "road",
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-color": colour, "line-width": widths(extra) },
  });
  return [
    {
      id: `${source}-water`,
      type: "fill",
      source,
      "source-layer": "water",
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": palette.water },
    },
    {
      id: `${source}-brook`,
      type: "line",
      source,
      "source-layer": "water",
      filter: ["==", ["geometry-type"], "LineString"],
      paint: { "line-color": palette.water, "line-width": 2 },
    },
    {
      id: `${source}-building`,
      type: "fill",
      source,
      "source-layer": "building",
      minzoom: 14,
      paint: { "fill-color": palette.building, "fill-outline-color": palette.roadEdge },
    },
    road("road-edge", 1.5 * palette.weight, palette.roadEdge),
    road("road", 0, palette.road),
  ];
}

type Width = NonNullable<NonNullable<Extract<Layer, { type: "line" }>["paint"]>["line-width"]>;

function widths(extra: number): Width {
  const stops = Object.entries(WIDTHS).flatMap(([zoom, [town, village, street]]) => [
    Number(zoom),
    ["match", ["get", "rank"], 0, town + extra, 1, village + extra, street + extra],
  ]);
  return ["interpolate", ["exponential", 1.4], ["zoom"], ...stops] as unknown as Width;
}

function namesOf(palette: Palette, id: string): Layer[] {
  const source = `under-${id}`;
  const paint = { "text-color": palette.faint, "text-halo-color": palette.halo, "text-halo-width": 1.5 };
  const name = (of: string, size: number, minzoom: number, along: boolean): Layer => ({
    id: `${source}-${of}-name`,
    type: "symbol",
    source,
    "source-layer": of,
    minzoom,
    layout: {
      "text-field": ["get", "name"],
      "text-font": FONTS,
      "text-size": size,
      ...(along ? { "symbol-placement": "line" as const, "symbol-spacing": 220 } : { "text-max-width": 7 }),
    },
    paint,
  });
  return [name("road", 12, 14.5, true), name("place", 12, 14.5, false)];
}
