/** Trying again while a call for help has not been taken. */

import { useEffect } from "preact/hooks";
import { runner } from "./session";

/** So often it is tried again, whatever the line's own waits. */
const INSIST_MS = 5_000;

export function useInsisting(waiting: boolean): void {
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setInterval(() => void runner.hurry(), INSIST_MS);
    return () => clearInterval(timer);
  }, [waiting]);
}
