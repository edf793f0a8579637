/** Everybody there is to choose from, as far as one may read them. */

import { useEffect, useState } from "preact/hooks";
import type { Person } from "../api/types";
import { readPeople, sentence } from "./requests";

/** `people` is null until they are here; nobody is asked for when `may` says no. */
export function usePeople(may = true): { people: readonly Person[] | null; failure: string | null } {
  const [people, setPeople] = useState<readonly Person[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    if (!may) return undefined;
    const abort = new AbortController();
    readPeople(abort.signal).then(setPeople, (error: unknown) => {
      if (!abort.signal.aborted) setFailure(sentence(error));
    });
    return () => abort.abort();
  }, [may]);
  return { people, failure };
}
