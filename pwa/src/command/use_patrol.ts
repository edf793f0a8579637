/** One patrol with its track, read again while it runs. */

import { useEffect, useState } from "preact/hooks";
import type { PatrolDetail, Track } from "../api/types";
import { readPatrol, readTrack, sentence } from "./requests";

export type PatrolView = { id: string; patrol: PatrolDetail; track: Track };

/** At most this often, however many fixes arrive: a track of a whole shift is some hundred kilobytes. */
const AGAIN_MS = 10_000;

/** `stamp` tells that there is something new (the last fix, the state). Nothing is read while `id` is null. */
export function usePatrol(id: string | null, stamp: string): { view: PatrolView | null; failure: string | null } {
  const [view, setView] = useState<PatrolView | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [readAt, setReadAt] = useState(0);
  useEffect(() => {
    if (id === null) return undefined;
    const abort = new AbortController();
    const wait = view?.id === id ? Math.max(0, readAt + AGAIN_MS - Date.now()) : 0;
    const timer = setTimeout(() => {
      Promise.all([readPatrol(id, abort.signal), readTrack(id, abort.signal)]).then(
        ([patrol, track]) => {
          setView({ id, patrol, track });
          setReadAt(Date.now());
          setFailure(null);
        },
        (error: unknown) => {
          if (!abort.signal.aborted) setFailure(sentence(error));
        },
      );
    }, wait);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
    // `view` and `readAt` only say how long to wait; a change of theirs must not have it read again.
  }, [id, stamp]);
  return { view: id !== null && view?.id === id ? view : null, failure };
}
