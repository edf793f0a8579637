/** An alarm somebody wants to look at: the bar stands on every page, the map only in the room. */

import { useEffect } from "preact/hooks";
import type { Alarm } from "../../api/types";
import { observable, useValue } from "../../ui/observable";
import { go } from "../../ui/route";

const wanted = observable<Alarm | null>(null);

export function lookAt(alarm: Alarm): void {
  wanted.set({ ...alarm });
  go("room");
}

/** Calls `show` with each alarm that is to be looked at, once. */
export function useLookedAt(show: (alarm: Alarm) => void): void {
  const alarm = useValue(wanted);
  useEffect(() => {
    if (!alarm) return;
    wanted.set(null);
    show(alarm);
  }, [alarm]);
}
