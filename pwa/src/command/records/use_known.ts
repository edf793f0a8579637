/** What filters choose from: categories, areas, people. Without them the page works; the choice is only missing. */

import { useEffect, useState } from "preact/hooks";
import type { Me, Person } from "../../api/types";
import { usePeople as useAllPeople } from "../use_people";
import { readKnown, type Known } from "./requests";

const NOBODY: readonly Person[] = [];

export function useKnown(me: Me): Known {
  const [known, setKnown] = useState<Known>({ categories: [], areas: [] });
  useEffect(() => {
    const abort = new AbortController();
    if ("reference.read" in me.permissions) readKnown(abort.signal).then(setKnown, () => undefined);
    return () => abort.abort();
  }, [me.id]);
  return known;
}

export function usePeople(me: Me): readonly Person[] {
  return useAllPeople("people.read" in me.permissions).people ?? NOBODY;
}

/** Towns somebody sees, or those known where they see all. */
export function townsOf(me: Me, { areas }: Known): [code: string, name: string][] {
  if (!me.all_towns) return me.towns.map(({ code, name }) => [code, name]);
  return areas.filter(({ kind }) => kind === "town").map(({ code, name }) => [code, name]);
}
