/** The phone's own way back closes what lies over the page before it leaves the page. */

import { useEffect, useRef } from "preact/hooks";

/** As much of a window as this needs. */
export type Place = {
  history: Pick<History, "state" | "pushState" | "back">;
  addEventListener(name: "popstate", listener: () => void): void;
  removeEventListener(name: "popstate", listener: () => void): void;
};
type Marked = { over?: number } | null;

let newest = 0;

/**
 * Put one more entry of the same address into the history; going back from it calls `close`. Returns what is to be done
 * when it was closed: the entry goes again, unless somebody has gone on from it.
 */
export function layOver(place: Place, close: () => void): () => void {
  const over = () => (place.history.state as Marked)?.over;
  // Above every number that an entry of before a reload may carry.
  const mark = (newest = Math.max(newest, over() ?? 0) + 1);
  place.history.pushState({ ...(place.history.state as object | null), over: mark }, "");
  const turned = () => {
    const here = over();
    // What lies above this one was closed: this one stays.
    if (here === undefined || here < mark) close();
  };
  place.addEventListener("popstate", turned);
  return () => {
    place.removeEventListener("popstate", turned);
    // Whoever closes it and goes elsewhere at once has left this entry by then.
    setTimeout(() => over() === mark && place.history.back(), 0);
  };
}

/** The same, as long as the component is there. */
export function useBackCloses(onClose: () => void): void {
  const latest = useRef(onClose);
  latest.current = onClose;
  useEffect(() => layOver(window, () => latest.current()), []);
}
