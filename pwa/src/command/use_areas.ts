/** Areas of a kind for the room, and which of them somebody begins with. */

import { useEffect, useState } from "preact/hooks";
import type { Area, AreaKind, Me } from "../api/types";
import { readAreas } from "./requests";

/** What the map opens on: the person's own towns, or everything for those who see everything. */
export function ownAreas(areas: readonly Area[], me: Me): readonly Area[] {
  const codes = new Set(me.towns.map(({ code }) => code));
  const own = areas.filter(({ kind, code }) => kind === "town" && codes.has(code));
  return me.all_towns || own.length === 0 ? areas : own;
}

/** Areas of a kind, once they are wanted; null until they are here. */
export function useAreas(kind: AreaKind, wanted: boolean): readonly Area[] | null {
  const [areas, setAreas] = useState<readonly Area[] | null>(null);
  const missing = wanted && areas === null;
  useEffect(() => {
    if (!missing) return undefined;
    const abort = new AbortController();
    // Without areas the lists still work: the live line says when the network is gone.
    readAreas(abort.signal, kind).then(setAreas, () => undefined);
    return () => abort.abort();
  }, [kind, missing]);
  return areas;
}
