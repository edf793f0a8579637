/** Rows that come a page at a time (keyset paging), added below one another. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { useValue } from "../../ui/observable";
import { keep, recall } from "../../ui/returning";
import { stepNow } from "../../ui/route";
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

const KEPT = "pages";
type Left<T> = { key: string; rows: readonly T[]; cursor: string | null };
/** `limit`: how many rows. */
type Load<T> = (after: string | null, limit: number, signal: AbortSignal) => Promise<PageOf<T>>;
const PAGE = 50;
/** The most the server gives at once. */
const MOST = 200;

/** One page, or from there on as few as it takes to have `most` rows. */
export async function readAsFar<T>(load: Load<T>, after: string | null, most: number, signal: AbortSignal): Promise<PageOf<T>> {
  const wanted = Math.max(most, PAGE);
  let page = await load(after, Math.min(wanted, MOST), signal);
  while (page.items.length < wanted && page.next !== null) {
    const more = await load(page.next, Math.min(wanted - page.items.length, MOST), signal);
    page = { items: [...page.items, ...more.items], next: more.next };
  }
  return page;
}

/**
 * `load` asks for the rows behind a cursor (null: the first). Anew whenever `key` changes; a late answer to an earlier
 * question is dropped.
 */
export function usePages<T extends { id: string }>(key: string, load: Load<T>): Rows<T> {
  const [step] = useState(stepNow);
  // For who comes back: shown at once, and read anew as far as they had gone.
  const left = useRef(recall<Left<T>>(KEPT));
  const before = left.current?.key === key ? left.current : undefined;
  const [rows, setRows] = useState<readonly T[]>(before?.rows ?? []);
  const [state, setState] = useState<Rows<T>["state"]>("loading");
  const [reason, setReason] = useState("");
  const [cursor, setCursor] = useState<string | null>(before?.cursor ?? null);
  const latest = useRef(load);
  latest.current = load;
  const abort = useRef<AbortController | null>(null);
  const ask = useCallback((after: string | null) => {
    abort.current?.abort();
    const mine = new AbortController();
    abort.current = mine;
    setState("loading");
    const most = left.current?.key === key ? left.current.rows.length : 0;
    left.current = undefined;
    readAsFar(latest.current, after, most, mine.signal).then(
      ({ items, next }) => {
        if (mine.signal.aborted) return;
        setRows((old) => (after === null ? items : [...old, ...items]));
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
  useEffect(() => {
    if (state === "ready") keep(step, KEPT, { key, rows, cursor } satisfies Left<T>);
  }, [key, rows, cursor, state]);
  const put = useCallback(
    (row: T) => setRows((old) => old.map((known) => (known.id === row.id ? row : known))),
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
