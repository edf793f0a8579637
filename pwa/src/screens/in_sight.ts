/** Bringing into sight what has just begun or ended: the button that did it stands elsewhere, and other cards above it. */

import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

const JUST_NOW_MS = 5_000;

/** The card of what the ref is given to is shown when `at`, epoch ms, was a moment ago. It jumps: nothing moves by. */
export function useInSight<T extends HTMLElement>(at: number): RefObject<T | null> {
  const it = useRef<T>(null);
  useEffect(() => {
    if (Date.now() - at < JUST_NOW_MS) it.current?.closest(".card")?.scrollIntoView({ block: "start", behavior: "instant" });
  }, [at]);
  return it;
}
