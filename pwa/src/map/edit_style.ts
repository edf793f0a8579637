/** What the drawing desk's map shows and how: zones, corners, the places between them, sketches, faults. */

import { collection, EMPTY, point, type Feature, type Features } from "./features";
import type { LonLat, MultiPolygon } from "./geometry";
import { FONTS, type FilterSpecification, type StyleSpecification } from "./gl";
import type { Palette } from "./palette";
import { fromServer, underLayers, underNames, underSources } from "./under";

export const SOURCES = ["around", "zones", "names", "faults", "after", "theirs", "sketch", "corners", "middles"] as const;
export type Source = (typeof SOURCES)[number];
const MOST_MIDDLES = 600;

export function middleOf([[ax, ay], [bx, by]]: readonly [LonLat, LonLat]): LonLat {
  return [(ax + bx) / 2, (ay + by) / 2];
}

/** Between every two corners, to be drawn out to a new one; not of shapes whose corners lie close anyway. */
export function middlesOf(shape: MultiPolygon | null): Features {
  const rings = shape?.coordinates.flat() ?? [];
  if (rings.reduce((sum, ring) => sum + ring.length, 0) > MOST_MIDDLES) return EMPTY;
  return collection(
    rings.flatMap((ring) =>
      ring.slice(1).map((b, i) => {
        const ends = [ring[i], b] as [LonLat, LonLat];
        return point(middleOf(ends), { ends: JSON.stringify(ends) });
      }),
    ),
  );
}

export function sketchOf(places: readonly LonLat[], closed: boolean): Features {
  const line = closed && places.length > 2 ? [...places, places[0]!] : [...places];
  const lines: Feature[] = line.length > 1 ? [{ type: "Feature", geometry: { type: "LineString", coordinates: line }, properties: {} }] : [];
  return collection([...lines, ...places.map((at) => point(at, {}))]);
}

export const isChosen = (keys: readonly string[]): FilterSpecification => ["in", ["get", "key"], ["literal", [...keys]]];

export function styleOf(palette: Palette): StyleSpecification {
  const under = [fromServer()];
  const { weight } = palette;
  const dot = (id: Source, radius: number, fill: string, edge: string, width: number): StyleSpecification["layers"][number] => ({
    id,
    type: "circle",
    source: id,
    ...(id === "sketch" && { filter: ["==", ["geometry-type"], "Point"] }),
    paint: {
      "circle-radius": id === "corners" ? ["case", ["get", "current"], radius + 3, radius] : radius,
      "circle-color": id === "corners" ? ["case", ["get", "current"], edge, fill] : fill,
      "circle-stroke-color": edge,
      "circle-stroke-width": width * weight,
    },
  });
  return {
    version: 8,
    sources: {
      ...underSources(under),
      ...Object.fromEntries(SOURCES.map((name) => [name, { type: "geojson" as const, data: EMPTY }])),
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": palette.town } },
      ...underLayers(palette, under),
      { id: "zones", type: "fill", source: "zones", paint: { "fill-color": palette.zone, "fill-opacity": ["case", ["get", "changed"], 0.24, 0.1] } },
      { id: "around-line", type: "line", source: "around", paint: { "line-color": palette.faint, "line-width": 1.5 * weight } },
      { id: "zone-line", type: "line", source: "zones", paint: { "line-color": palette.zone, "line-width": 1.5 * weight } },
      ...underNames(palette, under),
      { id: "faults", type: "fill", source: "faults", paint: { "fill-color": palette.gap, "fill-opacity": ["case", ["get", "chosen"], 0.7, 0.4] } },
      // A sliver has hardly any ground: its edge is what is seen.
      { id: "fault-line", type: "line", source: "faults", paint: { "line-color": palette.gap, "line-width": ["case", ["get", "chosen"], 4, 2] } },
      { id: "theirs", type: "line", source: "theirs", paint: { "line-color": palette.marks["--mark-reported"], "line-width": 3 * weight, "line-dasharray": [2, 1.5] } },
      { id: "chosen", type: "line", source: "zones", filter: isChosen([]), paint: { "line-color": palette.selected, "line-width": 3.5 * weight } },
      { id: "after", type: "line", source: "after", paint: { "line-color": palette.track, "line-width": 4 * weight, "line-dasharray": [1.5, 1] } },
      {
        id: "names",
        type: "symbol",
        source: "names",
        layout: { "text-field": ["get", "name"], "text-font": FONTS, "text-size": 13, "text-max-width": 8 },
        paint: { "text-color": palette.text, "text-halo-color": palette.halo, "text-halo-width": 2 },
      },
      dot("middles", 4, palette.halo, palette.faint, 1.5),
      dot("corners", 6, palette.halo, palette.selected, 2.5),
      { id: "sketch-line", type: "line", source: "sketch", paint: { "line-color": palette.track, "line-width": 3 * weight } },
      dot("sketch", 6, palette.halo, palette.track, 3),
    ],
  };
}
