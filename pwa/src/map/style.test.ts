// Comes with the map.
import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { expect, test, vi } from "vitest";
import { layers as coverageLayers } from "./coverage_layer";
import { styleOf as editStyle } from "./edit_style";
import { styleOf as importStyle } from "./import_scene";
import { MARK_TOKENS } from "./marks";
import type { Palette } from "./palette";
import { GROUPS, styleFor } from "./style";

const marks = Object.fromEntries(MARK_TOKENS.map((token) => [token, "#654321"]));
const colours = { get: (_: object, name: string | symbol) => (name === "weight" ? 1 : name === "marks" ? marks : "#123456") };
const palette = new Proxy({}, colours) as Palette;
const base = { tiles: ["https://map.test/{z}/{x}/{y}"], attribution: "", approval: "" };
const server = { id: "server", tiles: ["https://x.test/{z}/{x}/{y}"] };
const TILES = "https://x.test/api/tiles/zones/{z}/{x}/{y}";

test.each([["told", null], ["tiled", TILES]])("every layer has its source when areas are %s", (_, tiles) => {
  const { layers, sources } = styleFor(palette, null, [server], tiles);
  for (const layer of layers) {
    if (!("source" in layer)) continue;
    const source = sources[layer.source as string];
    expect(source, layer.id).toBeDefined();
    expect("source-layer" in layer, layer.id).toBe(source?.type === "vector");
  }
  const there = new Set(layers.map(({ id }) => id));
  expect(Object.values(GROUPS).flat().filter((id) => !there.has(id))).toEqual([]);
});

test.each([
  ["alone", styleFor(palette, null)],
  ["with areas as tiles", styleFor(palette, null, [server], TILES)],
  ["over a licensed map and the town's own", styleFor(palette, base, [server, { id: "330681109", package: "330681109-1" }])],
])("the style %s is one that the map takes unseen", (_, style) => {
  expect(validateStyleMin(style as Parameters<typeof validateStyleMin>[0])).toEqual([]);
});

test("so are those of the drawing desk, of a checked file, and of coverage over the map", () => {
  vi.stubGlobal("location", { origin: "https://x.test" });
  const coverage = styleFor(palette, null);
  const data = { type: "FeatureCollection" as const, features: [] };
  for (const name of ["coverage-zones", "coverage-names", "coverage-cells"]) coverage.sources[name] = { type: "geojson", data };
  coverage.layers.push(...coverageLayers(palette));
  for (const style of [editStyle(palette), importStyle(palette), coverage]) {
    expect(validateStyleMin(style as Parameters<typeof validateStyleMin>[0])).toEqual([]);
  }
  vi.unstubAllGlobals();
});
