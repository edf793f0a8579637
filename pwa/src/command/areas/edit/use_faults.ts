/** Faults of what is drawn: looked for, and all of them repaired at once, which is seen before it is done. */

import { useState } from "preact/hooks";
import type { RepairedSet, TopologyFault } from "../../../api/types";
import { t } from "../../../i18n";
import type { Zones } from "./draft";
import { findFaults, repairAll, type Which } from "./requests";

type Work = (work: () => Promise<void>) => Promise<void>;

export function useFaults(which: Which, run: Work, say: (what: string) => void) {
  const [faults, setFaults] = useState<readonly TopologyFault[] | null>(null);
  const [fault, setFault] = useState<number | null>(null);
  const [proposed, setProposed] = useState<RepairedSet | null>(null);
  const show = (found: readonly TopologyFault[] | null) => {
    setFaults(found);
    setFault(null);
    setProposed(null);
    if (found) say(found.length > 0 ? t("edit.faults_found", { n: found.length }) : t("edit.no_faults"));
  };
  const look = (zones: Zones) => run(async () => show(await findFaults(which, zones)));
  const propose = (zones: Zones) =>
    run(async () => {
      const made = await repairAll(which, zones);
      setFault(null);
      setProposed(made);
      say(proposedSaid(made));
    });
  const choose = (index: number | null) => {
    setProposed(null);
    setFault(index);
  };
  return { faults, fault, proposed, show, look, propose, choose };
}

export function proposedSaid({ repaired, zones, left }: RepairedSet): string {
  const n = { n: repaired, zones: zones.length };
  return left.length > 0 ? t("edit.all_leaves", { ...n, left: left.length }) : t("edit.all_mends", n);
}
