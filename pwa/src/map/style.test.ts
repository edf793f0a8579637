import { expect, test } from "vitest";
import type { Palette } from "./palette";
import { GROUPS, styleFor } from "./style";

const palette = new Proxy({ weight: 1 }, { get: (of, name) => (name === "weight" ? of.weight : "#000000") }) as unknown as Palette;
const TILES = "https://x.test/api/tiles/zones/{z}/{x}/{y}";

test.each([["told", null], ["tiled", TILES]])("every layer has its source when areas are %s", (_, tiles) => {
  const { layers, sources } = styleFor(palette, null, [{ id: "server", tiles: ["https://x.test/{z}/{x}/{y}"] }], tiles);
  for (const layer of layers) {
    if (!("source" in layer)) continue;
    const source = sources[layer.source as string];
    expect(source, layer.id).toBeDefined();
    expect("source-layer" in layer, layer.id).toBe(source?.type === "vector");
  }
  const there = new Set(layers.map(({ id }) => id));
  expect(Object.values(GROUPS).flat().filter((id) => !there.has(id))).toEqual([]);
});
