/** Towns in force today, to choose from. Without them a page works; the choice is only missing. */

import { useEffect, useState } from "preact/hooks";
import { readTowns, type Town } from "./requests";

export function useTowns(): readonly Town[] {
  const [towns, setTowns] = useState<readonly Town[]>([]);
  useEffect(() => {
    const abort = new AbortController();
    readTowns(abort.signal).then(setTowns, () => undefined);
    return () => abort.abort();
  }, []);
  return towns;
}
