/** Holds what the reducer knows and wakes the screens that look at it. */

import { useEffect, useState } from "preact/hooks";
import type { Link } from "./live";
import { NOTHING, reduce, type Action, type Live } from "./state";

export type Store = {
  live(): Live;
  link(): Link;
  dispatch(action: Action): void;
  setLink(link: Link): void;
  subscribe(wake: () => void): () => void;
};

export function createStore(now: number): Store {
  let live = NOTHING;
  let link: Link = { state: "connecting", since: now };
  const listeners = new Set<() => void>();
  const wake = () => listeners.forEach((listener) => listener());
  return {
    live: () => live,
    link: () => link,
    dispatch(action) {
      live = reduce(live, action);
      wake();
    },
    setLink(next) {
      link = next;
      wake();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** The part of the store a screen shows; it is drawn again only when that part has changed. */
export function useStore<T>(store: Store, part: (store: Store) => T): T {
  const [value, setValue] = useState(() => part(store));
  useEffect(() => {
    const look = () => setValue(() => part(store));
    look();
    return store.subscribe(look);
  }, [store]);
  return value;
}
