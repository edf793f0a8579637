/** An alarm or a lead somebody wants to look at: the bar stands on every page, map and detail only in the room. */

import { useEffect } from "preact/hooks";
import type { Alarm } from "../../api/types";
import { observable, useValue } from "../../ui/observable";
import { go } from "../../ui/route";

const wanted = observable<Alarm | null>(null);
const wantedLead = observable<string | null>(null);

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

export function lookAtLead(id: string): void {
  wantedLead.set(id);
  go("room");
}

/** Calls `show` with each lead that is to be opened, once. */
export function useLookedAtLead(show: (id: string) => void): void {
  const id = useValue(wantedLead);
  useEffect(() => {
    if (id === null) return;
    wantedLead.set(null);
    show(id);
  }, [id]);
}
