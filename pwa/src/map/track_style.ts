/** How a patrol's way is drawn: what was walked, the gaps in it, where it began and ended. */

import { FONTS, type FilterSpecification, type StyleSpecification } from "./gl";
import type { Palette } from "./palette";

type Layer = StyleSpecification["layers"][number];

const part = (name: string): FilterSpecification => ["==", ["get", "part"], name];

export function trackLayers(palette: Palette): Layer[] {
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

/** Beside the gap, wherever there is room: written along it, a short gap would have no name. */
export function gapNames(palette: Palette): Layer {
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
