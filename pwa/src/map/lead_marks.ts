/** How leads are drawn: the most urgent on top, those that would lie on one another as one mark with their number. */

import type { LeadState } from "./marks";
import type { FilterSpecification, GeoJSONSource, StyleSpecification } from "./gl";
import type { Feature, Features } from "./features";
import type { Palette } from "./palette";

type Layer = StyleSpecification["layers"][number];

/** What waits for somebody lies over what does not. */
const URGENCY: readonly LeadState[] = ["closed", "rejected", "handled", "assigned", "accepted", "reported"];

export function urgencyOf(state: LeadState): number {
  return URGENCY.indexOf(state);
}

/** Closer than this a mark would hide half of the next. */
const TOGETHER_PX = 22;
/** Leads at one and the same place never come apart, so the deepest zoom still gathers. */
const DEEPEST = 22;
/** Where coming closer is no use any more, a press opens them one after the other. */
const CLOSE_ENOUGH = 19;

export function leadSource(data: Features): StyleSpecification["sources"][string] {
  return {
    type: "geojson",
    data: data as never,
    maxzoom: DEEPEST + 1,
    cluster: true,
    clusterRadius: TOGETHER_PX,
    clusterMaxZoom: DEEPEST,
    clusterProperties: {
      urgency: ["max", ["get", "urgency"]],
      unseen: ["any", ["get", "unseen"]],
    },
  };
}

const many: FilterSpecification = ["has", "point_count"];
const AT_CORNER: [number, number] = [9, -9];

/** The marks and their numbers; `marks` makes a layer of icons. */
export function leadLayers(palette: Palette, marks: (id: string, source: string) => Layer & { type: "symbol" }): Layer[] {
  const mark = marks("lead", "leads");
  const icon = ["to-string", ["at", ["get", "urgency"], ["literal", URGENCY.map((state) => `lead-${state}`)]]];
  return [
    { ...mark, layout: { ...mark.layout, "icon-image": icon as never, "symbol-sort-key": ["get", "urgency"] } },
    {
      id: "lead-count-disc",
      type: "circle",
      source: "leads",
      filter: many,
      paint: {
        "circle-radius": 8,
        "circle-color": palette.text,
        "circle-stroke-color": palette.halo,
        "circle-stroke-width": 1.5,
        "circle-translate": AT_CORNER,
      },
    },
  ];
}

/** Over the disc; a layer of its own because words lie over circles only when they come later. */
export function leadCounts(palette: Palette, fonts: string[]): Layer {
  return {
    id: "lead-count",
    type: "symbol",
    source: "leads",
    filter: many,
    layout: {
      "text-field": ["get", "point_count_abbreviated"],
      "text-font": fonts,
      "text-size": 11,
      "text-allow-overlap": true,
      "text-ignore-placement": true,
    },
    paint: { "text-color": palette.halo, "text-translate": AT_CORNER },
  };
}

export function onlyLead({ features }: Features, id: string | null): Features {
  return { type: "FeatureCollection", features: features.filter(({ properties }) => properties["id"] === id) };
}

/** What a press on several does: come closer until they part, or the lead after the one that is open. */
export async function openMany(
  source: Pick<GeoJSONSource, "getClusterExpansionZoom" | "getClusterLeaves">,
  cluster: number,
  selected: string | null,
): Promise<{ zoom: number } | { lead: string } | null> {
  const zoom = await source.getClusterExpansionZoom(cluster);
  if (zoom <= CLOSE_ENOUGH) return { zoom };
  const leaves = (await source.getClusterLeaves(cluster, 100, 0)) as Pick<Feature, "properties">[];
  const ids = leaves.map(({ properties }) => String(properties["id"]));
  const next = ids[(ids.indexOf(selected ?? "") + 1) % ids.length];
  return next === undefined ? null : { lead: next };
}
