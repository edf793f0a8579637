/** Rows that come a page at a time (keyset paging), added below one another. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { useValue } from "../../ui/observable";
import { sentence } from "../requests";
import { signIns } from "../sign_ins";

/** `next`: the cursor of what comes after; null at the end. */
export type PageOf<T> = { items: T[]; next: string | null };
export type Rows<T> = {
  rows: readonly T[];
  state: "loading" | "ready" | "failed";
  reason: string;
  more: boolean;
  /** The next page, added below. */
  next(): void;
  /** All anew from the first page; the rows stay until the answer is there. */
  again(): void;
  /** Put one that was changed in its place, without asking again. */
  put(row: T): void;
};

/**
 * `load` asks for the page behind a cursor (null: the first). Anew whenever `key` changes; a late answer to an earlier
 * question is dropped.
 */
export function usePages<T extends { id: string }>(
  key: string,
  load: (after: string | null, signal: AbortSignal) => Promise<PageOf<T>>,
): Rows<T> {
  const [rows, setRows] = useState<readonly T[]>([]);
  const [state, setState] = useState<Rows<T>["state"]>("loading");
  const [reason, setReason] = useState("");
  const [cursor, setCursor] = useState<string | null>(null);
  const latest = useRef(load);
  latest.current = load;
  const abort = useRef<AbortController | null>(null);
  const ask = useCallback((after: string | null) => {
    abort.current?.abort();
    const mine = new AbortController();
    abort.current = mine;
    setState("loading");
    latest.current(after, mine.signal).then(
      ({ items, next }) => {
        if (mine.signal.aborted) return;
        setRows((before) => (after === null ? items : [...before, ...items]));
        setCursor(next);
        setState("ready");
      },
      (error: unknown) => {
        if (mine.signal.aborted) return;
        setReason(sentence(error));
        setState("failed");
      },
    );
  }, []);
  const round = useValue(signIns);
  useEffect(() => {
    ask(null);
    return () => abort.current?.abort();
  }, [key, round]);
  const put = useCallback(
    (row: T) => setRows((before) => before.map((known) => (known.id === row.id ? row : known))),
    [],
  );
  return {
    rows,
    state,
    reason,
    more: cursor !== null,
    next: () => cursor !== null && ask(cursor),
    again: () => ask(null),
    put,
  };
}
