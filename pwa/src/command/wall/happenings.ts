/** What happened last, told from what is known and how it has changed. Pure; no names of people but in alarms. */

import type { Alarm, AlarmState, Lead, LeadState } from "../../api/types";
import type { Live } from "../state";

export type Happening = { key: string; at: number } & (
  | { what: "lead"; lead: Lead; state: LeadState }
  | { what: "alarm"; alarm: Alarm; state: AlarmState }
  | { what: "duty"; begins: boolean; zone: string }
);
type Known = Pick<Live, "leads" | "alarms" | "patrols">;

const KEPT = 12;

/** What the present state alone tells: when leads came, alarms moved and patrols began. */
export function soFar({ leads, alarms, patrols }: Known): Happening[] {
  return newest([
    ...[...leads.values()].map((lead) => reported(lead)),
    ...[...alarms.values()].flatMap((alarm) => stepsOf(alarm)),
    ...[...patrols.values()].map((patrol): Happening => ({
      key: `${patrol.id} begins`,
      at: Date.parse(patrol.started_at),
      what: "duty",
      begins: true,
      zone: patrol.duty_zone_name ?? patrol.squad,
    })),
  ]);
}

/** The list after a change. */
export function withChange(list: readonly Happening[], before: Known, after: Known, now: number): Happening[] {
  const fresh: Happening[] = [];
  for (const lead of after.leads.values()) {
    const known = before.leads.get(lead.id);
    if (known === lead) continue;
    if (!known) fresh.push(reported(lead));
    if (known ? isOtherwise(known, lead) : lead.state !== "reported")
      fresh.push({ key: `${lead.id} ${lead.state} ${lead.revision}`, at: now, what: "lead", lead, state: lead.state });
  }
  for (const alarm of after.alarms.values()) if (before.alarms.get(alarm.id) !== alarm) fresh.push(...stepsOf(alarm));
  for (const patrol of after.patrols.values()) {
    if (!before.patrols.has(patrol.id)) fresh.push(duty(patrol.id, true, patrol.duty_zone_name ?? patrol.squad, now));
  }
  for (const patrol of before.patrols.values()) {
    if (!after.patrols.has(patrol.id)) fresh.push(duty(patrol.id, false, patrol.duty_zone_name ?? patrol.squad, now));
  }
  const said = new Set(list.map(({ key }) => key));
  const more = fresh.filter(({ key }) => !said.has(key));
  return more.length === 0 ? (list as Happening[]) : newest([...list, ...more]);
}

/** It has moved on, or somebody else is sent. */
function isOtherwise(before: Lead, after: Lead): boolean {
  return before.state !== after.state || (after.state === "assigned" && before.assigned_to !== after.assigned_to);
}

function reported(lead: Lead): Happening {
  return { key: `${lead.id} reported`, at: Date.parse(lead.received_at), what: "lead", lead, state: "reported" };
}

function duty(id: string, begins: boolean, zone: string, at: number): Happening {
  return { key: `${id} ${begins ? "begins" : "ends"}`, at, what: "duty", begins, zone };
}

function stepsOf(alarm: Alarm): Happening[] {
  return alarm.steps.map(({ id, kind, received_at }) => ({
    key: id,
    at: Date.parse(received_at),
    what: "alarm",
    alarm,
    state: kind,
  }));
}

function newest(list: readonly Happening[]): Happening[] {
  return [...list].sort((a, b) => b.at - a.at).slice(0, KEPT);
}
