/** While a call for help has not been taken: trying again, and what keeps it. */

import { useEffect, useState } from "preact/hooks";
import { sync } from "../sync/state";
import { useValue } from "../ui/observable";
import { runner } from "./session";
import { hindrance, SENDING_MS, type Hindrance, type Sos } from "./sos_state";

/** So often it is tried again, whatever the line's own waits. */
const INSIST_MS = 5_000;

export function useInsisting(waiting: boolean): void {
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setInterval(() => void runner.hurry(), INSIST_MS);
    return () => clearInterval(timer);
  }, [waiting]);
}

/** What keeps it, told anew when an answer has taken too long. */
export function useHindrance(sos: Sos | null): Hindrance {
  const state = useValue(sync);
  const [, look] = useState(0);
  const until = sos?.stage === "waiting" ? sos.raised_at + SENDING_MS : 0;
  useEffect(() => {
    const left = until - Date.now();
    if (left <= 0) return undefined;
    const timer = setTimeout(() => look(until), left);
    return () => clearTimeout(timer);
  }, [until]);
  return hindrance(state, Date.now() - (sos?.raised_at ?? 0));
}
