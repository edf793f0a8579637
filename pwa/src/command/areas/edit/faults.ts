/** Faults of zones as they are listed and drawn, whether of a set that is drawn or of a file. Pure. */

import type { AreaRepair, Flaw, MultiPolygon, Repair, TopologyFault } from "../../../api/types";

/** `flaw` null: only the repair is known. `after`: the zone as it would be. */
export type Fault = {
  flaw: Flaw | null;
  zh: string;
  en: string;
  area_m2: number;
  ground: MultiPolygon;
  repair: { repair: Repair; zh: string; en: string; after: MultiPolygon | null } | null;
};

export function faultsShown(found: readonly TopologyFault[]): Fault[] {
  return found.map(({ flaw, zh, en, area_m2, ground, repair }) => ({ flaw, zh, en, area_m2, ground, repair }));
}

export function repairsShown(found: readonly AreaRepair[]): Fault[] {
  return found.map(({ repair, zh, en, area_m2, ground, after }) => ({
    flaw: null,
    zh,
    en,
    area_m2,
    ground,
    repair: { repair, zh, en, after },
  }));
}
