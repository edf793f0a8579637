/** Officers by the thousand, from far: as dots. Signs and names are placed one by one, which takes longer than a frame. */

import type { StyleSpecification } from "./gl";
import { OFFICER_MARKS, type Freshness } from "./marks";
import type { Palette } from "./palette";

type Layer = StyleSpecification["layers"][number];

/** More officers than this are dots, without names, until one has come as close as `NAMES_ZOOM`. */
export const NAMES_AT_MOST = 500;
export const NAMES_ZOOM = 13;
const NEVER = 24;

/** Filled, but a ring for whoever has not been heard of for long: told apart without colours, too. */
export function officerDots({ marks, edge }: Palette): Layer {
  const colours = (Object.keys(OFFICER_MARKS) as Freshness[]).flatMap((each) => [
    `officer-${each}`,
    marks[OFFICER_MARKS[each].token],
  ]);
  const own = ["match", ["get", "icon"], ...colours, edge] as unknown as string;
  const byRing = (ring: string, other: string) => ["case", ["==", ["get", "icon"], "officer-stale"], ring, other] as unknown as string;
  return {
    id: "officer-dot",
    type: "circle",
    source: "officers",
    minzoom: NEVER,
    paint: {
      "circle-radius": 5,
      "circle-color": byRing(edge, own),
      "circle-stroke-color": byRing(own, edge),
      "circle-stroke-width": 2,
    },
  };
}

/** From which zoom to which each layer of officers is drawn. Pure. */
export function rangesFor(officers: number): Record<"officer-dot" | "officer" | "officer-name", [from: number, to: number]> {
  const far = officers > NAMES_AT_MOST;
  return {
    "officer-dot": far ? [0, NAMES_ZOOM] : [NEVER, NEVER],
    officer: [far ? NAMES_ZOOM : 0, NEVER],
    "officer-name": [far ? NAMES_ZOOM : 0, NEVER],
  };
}
