/** Which alarms stand before the command room, in what order, and what about them is new. Pure. */

import type { Alarm, Lead } from "../../api/types";

/** Calls for help first, what was called off last, and within that the newest: having been seen moves nothing. */
export function openAlarms(alarms: ReadonlyMap<string, Alarm>): Alarm[] {
  return [...alarms.values()]
    .filter(({ state }) => state !== "closed")
    .sort((a, b) => rank(a) - rank(b) || Date.parse(b.received_at) - Date.parse(a.received_at) || (a.id < b.id ? 1 : -1));
}

function rank({ kind, state }: Alarm): number {
  return (state === "cancelled" ? 10 : 0) + (kind === "sos" ? 0 : 1);
}

/** Calls for help that go on ringing until somebody looks. */
export function ringing(alarms: ReadonlyMap<string, Alarm>): Alarm[] {
  return [...alarms.values()].filter(({ kind, state }) => kind === "sos" && state === "raised");
}

/** Unseen alarms that were not there before. */
export function arrived(before: ReadonlyMap<string, Alarm>, now: ReadonlyMap<string, Alarm>): Alarm[] {
  return [...now.values()].filter(({ id, state }) => state === "raised" && !before.has(id));
}

/** The alarm the one key is about: the first in the bar that nobody has seen. */
export function firstUnseen(open: readonly Alarm[]): Alarm | undefined {
  return open.find(({ state }) => state === "raised");
}

/** Urgent leads that came while the desk was open, were not opened here and are not decided, the newest first. */
export function urgentNews(leads: ReadonlyMap<string, Lead>, unseen: ReadonlySet<string>): Lead[] {
  return [...unseen]
    .flatMap((id) => leads.get(id) ?? [])
    .filter(({ urgent, state }) => urgent && state === "reported")
    .sort((a, b) => Date.parse(b.received_at) - Date.parse(a.received_at));
}

/** What the tab is called: calls for help first, then alarms, then new leads. */
export function tabTitle(page: string, alarms: number, leads: number): string {
  const counts = [alarms > 0 ? `【${alarms}】` : "", leads > 0 ? `(${leads}) ` : ""].join("");
  return counts + page;
}
