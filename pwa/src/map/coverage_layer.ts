/** What of the zones was come near, drawn under the marks: zones by how much of them, cells by how long ago. */

import type { Area, ZoneAges } from "../api/types";
import { ageClass, AGE_OPACITY } from "./coverage_ages";
import { collection, EMPTY, point, type Feature, type Features } from "./features";
import { labelPlace } from "./geometry";
import { FONTS, type GeoJSONSource, type GlMap, type StyleSpecification } from "./gl";
import type { Palette } from "./palette";

const SOURCES = ["coverage-zones", "coverage-names", "coverage-cells"] as const;
type Source = (typeof SOURCES)[number];
type Layer = StyleSpecification["layers"][number];
const METRES_A_DEGREE = 111_320;
export type Covered = { area: Area; share: number; label: string };

export class CoverageLayer {
  private readonly shown = new Map<Source, Features>();
  private map: GlMap | null = null;

  /** Put on the map, now and after every new style. */
  draw(map: GlMap, palette: Palette): void {
    this.map = map;
    for (const name of SOURCES) map.addSource(name, { type: "geojson", data: this.shown.get(name) ?? EMPTY });
    for (const layer of layers(palette)) map.addLayer(layer, layer.type === "symbol" ? undefined : "zone-line");
  }

  clear(map: GlMap): void {
    for (const { id } of layers(null)) if (map.getLayer(id)) map.removeLayer(id);
    for (const name of SOURCES) if (map.getSource(name)) map.removeSource(name);
    this.map = null;
  }

  showZones(zones: readonly Covered[]): void {
    const shape = ({ area, share }: Covered): Feature => ({ type: "Feature", geometry: area.geometry, properties: { share } });
    this.put("coverage-zones", collection(zones.map(shape)));
    this.put(
      "coverage-names",
      collection(
        zones.flatMap(({ area, label }) => {
          const place = labelPlace(area.geometry);
          return place ? [point(place, { label })] : [];
        }),
      ),
    );
  }

  showCells(ages: ZoneAges | null): void {
    this.put("coverage-cells", ages ? collection(cellsOf(ages)) : EMPTY);
  }

  private put(name: Source, features: Features): void {
    this.shown.set(name, features);
    this.map?.getSource<GeoJSONSource>(name)?.setData(features);
  }
}

/** Squares for ground, dots for pieces of street. */
function cellsOf({ of, grain_m, cells }: ZoneAges): Feature[] {
  return cells.map(([lon, lat, seconds]) => {
    const properties = { age: ageClass(seconds) };
    if (of === "streets") return point([lon, lat], properties);
    const [dx, dy] = [grain_m / 2 / (METRES_A_DEGREE * Math.cos((lat * Math.PI) / 180)), grain_m / 2 / METRES_A_DEGREE];
    const ring = [[lon - dx, lat - dy], [lon + dx, lat - dy], [lon + dx, lat + dy], [lon - dx, lat + dy], [lon - dx, lat - dy]];
    return { type: "Feature", geometry: { type: "Polygon", coordinates: [ring] }, properties };
  });
}

export function layers(palette: Palette | null): Layer[] {
  const [seen, never] = [palette?.track ?? "#000", palette?.faint ?? "#000"];
  const opacity = ["at", ["get", "age"], ["literal", [...AGE_OPACITY]]] as unknown as number;
  const colour = ["case", ["==", ["get", "age"], AGE_OPACITY.length - 1], never, seen] as unknown as string;
  return [
    {
      id: "coverage-zones",
      type: "fill",
      source: "coverage-zones",
      paint: { "fill-color": seen, "fill-opacity": ["*", 0.6, ["get", "share"]] },
    },
    {
      id: "coverage-cells",
      type: "fill",
      source: "coverage-cells",
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": colour, "fill-opacity": opacity, "fill-antialias": false },
    },
    {
      id: "coverage-pieces",
      type: "circle",
      source: "coverage-cells",
      filter: ["==", ["geometry-type"], "Point"],
      paint: {
        "circle-color": colour,
        "circle-opacity": opacity,
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 11, 1.5, 16, 5],
      },
    },
    {
      id: "coverage-names",
      type: "symbol",
      source: "coverage-names",
      layout: { "text-field": ["get", "label"], "text-font": FONTS, "text-size": 15, "text-offset": [0, 1.6] },
      paint: { "text-color": palette?.text ?? "#000", "text-halo-color": palette?.halo ?? "#fff", "text-halo-width": 2 },
    },
  ];
}
