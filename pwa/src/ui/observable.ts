/** A value that tells who looks at it when it changes. */

import { useEffect, useState } from "preact/hooks";

export type Observable<T> = { get(): T; set(value: T): void; subscribe(wake: () => void): () => void };

export function observable<T>(initial: T): Observable<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(value, next)) return;
      value = next;
      for (const wake of [...listeners]) wake();
    },
    subscribe(wake) {
      listeners.add(wake);
      return () => void listeners.delete(wake);
    },
  };
}

/** The value now, and again whenever it changes. */
export function useValue<T>(source: Observable<T>): T {
  const [value, setValue] = useState(source.get);
  useEffect(() => {
    const look = () => setValue(source.get);
    look();
    return source.subscribe(look);
  }, [source]);
  return value;
}
