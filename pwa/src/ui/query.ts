/** What a screen reads from the database, read again after every change to its topics. */

import { useEffect, useRef, useState } from "preact/hooks";
import { onChange, type Topic } from "../store/changes";

/** Undefined until the first answer. An answer that was overtaken by a later one is dropped. */
export function useQuery<T>(
  topics: readonly Topic[],
  load: () => Promise<T>,
  inputs: readonly unknown[],
): T | undefined {
  const [value, setValue] = useState<T>();
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    let asked = 0;
    let shown = 0;
    const look = () => {
      const turn = ++asked;
      latest.current().then(
        (loaded) => {
          if (turn < shown) return;
          shown = turn;
          setValue(() => loaded);
        },
        (error: unknown) => console.error("the database did not answer", error),
      );
    };
    look();
    const stop = onChange(topics, look);
    return () => {
      shown = Infinity;
      stop();
    };
  }, inputs);
  return value;
}
