/** An alarm or a lead somebody wants to look at: the bar stands on every page, map and detail only in the room. */

import { useEffect } from "preact/hooks";
import type { Alarm } from "../../api/types";
import { observable, useValue, type Observable } from "../../ui/observable";
import { go } from "../../ui/route";

const wanted = observable<Alarm | null>(null);
const wantedLead = observable<string | null>(null);

export function lookAt(alarm: Alarm): void {
  wanted.set({ ...alarm });
  go("room");
}

/** Calls `show` with each alarm that is to be looked at, once. */
export function useLookedAt(show: (alarm: Alarm) => void): void {
  useOnce(wanted, show);
}

export function lookAtLead(id: string): void {
  wantedLead.set(id);
  go("room");
}

/** Calls `show` with each lead that is to be opened, once. */
export function useLookedAtLead(show: (id: string) => void): void {
  useOnce(wantedLead, show);
}

function useOnce<T>(source: Observable<T | null>, show: (one: T) => void): void {
  const one = useValue(source);
  useEffect(() => {
    if (one === null) return;
    source.set(null);
    show(one);
  }, [one]);
}
