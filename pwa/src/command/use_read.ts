/** Something read from the server for as long as `key` is the same; what was overtaken is dropped. */

import { useEffect, useState } from "preact/hooks";
import { sentence } from "./requests";

export type Read<T> = { state: "none" | "loading" } | { state: "ready"; value: T } | { state: "failed"; reason: string };

/** `key` null: nothing is asked for. */
export function useRead<T>(key: string | null, load: (signal: AbortSignal) => Promise<T>): [Read<T>, () => void] {
  const [read, setRead] = useState<Read<T>>({ state: "none" });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (key === null) return setRead({ state: "none" });
    const abort = new AbortController();
    setRead({ state: "loading" });
    load(abort.signal).then(
      (value) => setRead({ state: "ready", value }),
      (error: unknown) => {
        if (!abort.signal.aborted) setRead({ state: "failed", reason: sentence(error) });
      },
    );
    return () => abort.abort();
  }, [key, turn]);
  return [read, () => setTurn(turn + 1)];
}
