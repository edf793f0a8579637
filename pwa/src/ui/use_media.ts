/** Whether a condition about the screen or the person's wishes holds, also when it changes while one looks. */

import { useEffect, useState } from "preact/hooks";

export const STILL = "(prefers-reduced-motion: reduce)";

export function useMedia(condition: string): boolean {
  const [holds, setHolds] = useState(() => matchMedia(condition).matches);
  useEffect(() => {
    const query = matchMedia(condition);
    const changed = () => setHolds(query.matches);
    changed();
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, [condition]);
  return holds;
}
