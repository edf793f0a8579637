/** Leads as lines of a list: what lies on the phone and what the server knows, one line a lead. Pure. */

import type { Uuid } from "../api/types";
import { language } from "../i18n";
import type { KnownLead } from "../store/records";
import type { LeadItem } from "../sync/overview";
import { leadNumber } from "../ui/lead_number";

export type Line = {
  id: Uuid;
  name: string;
  where: string;
  at: number;
  urgent: boolean;
  item: LeadItem | null;
  known: KnownLead | null;
};

/** One line per lead, however many places know of it. With a person, only of leads that concern that person. */
export function merged(
  items: readonly LeadItem[],
  known: readonly KnownLead[],
  person: Uuid | null,
  name: (code: string) => string,
): Line[] {
  const lines = new Map<Uuid, Line>();
  for (const one of known) {
    const { category_name_en, category_name_zh, address, town_name, captured_at, urgent, reported_by, assigned_to } = one.lead;
    if (person !== null && reported_by !== person && assigned_to !== person) continue;
    const named = language() === "en" ? category_name_en : category_name_zh;
    const at = Date.parse(captured_at);
    lines.set(one.id, { id: one.id, name: named, where: address || (town_name ?? ""), at, urgent, item: null, known: one });
  }
  for (const item of items) {
    const { id, about, created_at } = item;
    const urgent = about.urgent ?? false;
    const fresh = { id, name: name(about.category), where: about.address, at: created_at, urgent, known: null };
    lines.set(id, { ...(lines.get(id) ?? fresh), item });
  }
  return [...lines.values()].sort((a, b) => b.at - a.at);
}

/** Whether every word is somewhere in what one sees of the lead. */
export function fits({ name, where, known, id, at }: Line, words: string): boolean {
  const text = [name, where, known?.lead.note, known?.lead.reported_by_name, known?.lead.duty_zone_name, leadNumber(id, at, known ? Date.parse(known.lead.received_at) : at), id]
    .join("\n")
    .toLocaleLowerCase();
  return words
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
