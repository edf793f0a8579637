/** Which leads the queue shows and in which order: pure, and written into the address so that a view can be shared. */

import type { Lead, Officer } from "../../api/types";
import type { Word } from "../../i18n";
import { distanceM, type LonLat } from "../../map/geometry";
import { LEAD_MARKS, type LeadState } from "../../map/marks";
import { isObjected, isOpen } from "../select";
import { numberOf, toldAt } from "../told_at";

export const AGES = ["hour", "day", "older"] as const;
export const SORTS = ["newest", "waiting", "near"] as const;
export const STATES: readonly State[] = ["open", "unfinished", ...(Object.keys(LEAD_MARKS) as LeadState[]), "all"];
export type Age = (typeof AGES)[number];
export type Sort = (typeof SORTS)[number];
/** `open`: waits for the command room. `unfinished`: has no end yet, whoever it waits for. */
export type State = LeadState | "open" | "unfinished" | "all";

/** Empty strings and false narrow nothing. `zone`: a duty zone's id, or `none` for a lead in no zone. */
export type Filter = {
  state: State;
  category: string;
  zone: string;
  age: Age | "";
  reporter: string;
  photos: boolean;
  objected: boolean;
  text: string;
};

export const EVERYTHING_OPEN: Filter = {
  state: "open",
  category: "",
  zone: "",
  age: "",
  reporter: "",
  photos: false,
  objected: false,
  text: "",
};
const HOUR_MS = 3_600_000;

export type Order = { sort: Sort; /** For `near`; without it the order is that of `newest`. */ near: LonLat | null };

/** What passes the filter, in order: urgent ones first, then objections; and ids settle ties so that rows never swap by themselves. */
export function queue(leads: Iterable<Lead>, filter: Filter, order: Order, now: number): Lead[] {
  const passing: { lead: Lead; first: number; key: number }[] = [];
  const asked = words(filter.text);
  for (const lead of leads) {
    if (passes(lead, filter, asked, now)) {
      passing.push({ lead, first: rankOf(lead), key: keyOf(lead, order) });
    }
  }
  return passing
    .sort((a, b) => a.first - b.first || a.key - b.key || (a.lead.id < b.lead.id ? 1 : -1))
    .map(({ lead }) => lead);
}

function rankOf(lead: Lead): number {
  if (lead.urgent && inState(lead, "unfinished")) return 0;
  return isObjected(lead) ? 1 : 2;
}

function keyOf(lead: Lead, { sort, near }: Order): number {
  if (sort === "near" && near) return distanceM(near, lead.place.coordinates);
  const at = Date.parse(toldAt(lead));
  return sort === "waiting" ? at : -at;
}

function passes(lead: Lead, filter: Filter, asked: readonly string[], now: number): boolean {
  const { state, category, zone, age, reporter, photos, objected } = filter;
  if (!inState(lead, state)) return false;
  if (category !== "" && lead.category !== category) return false;
  if (zone !== "" && (lead.duty_zone_id ?? "none") !== zone) return false;
  if (age !== "" && ageOf(lead, now) !== age) return false;
  if (reporter !== "" && lead.reported_by !== reporter) return false;
  if (photos && lead.media_total === 0) return false;
  if (objected && !isObjected(lead)) return false;
  return asked.length === 0 || asked.every((word) => searchable(lead).includes(word));
}

function inState(lead: Lead, state: State): boolean {
  switch (state) {
    case "all":
      return true;
    case "open":
      return isOpen(lead);
    case "unfinished":
      return isOpen(lead) || lead.state === "assigned";
    default:
      return lead.state === state;
  }
}

/** The word of a state as the filter offers it. */
export function stateWord(state: State): Word {
  return state === "open" || state === "unfinished" || state === "all" ? `queue.${state}` : `lead.state.${state}`;
}

export function ageOf(lead: Lead, now: number): Age {
  const waited = now - Date.parse(toldAt(lead));
  return waited <= HOUR_MS ? "hour" : waited <= 24 * HOUR_MS ? "day" : "older";
}

function words(text: string): string[] {
  return text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
}

const said = new WeakMap<Lead, string>();

/** A lead's words, put together once: two thousand of them are searched with every letter typed. */
function searchable(lead: Lead): string {
  const known = said.get(lead);
  if (known !== undefined) return known;
  const { note, address, category_name_zh, category_name_en, reported_by_name, duty_zone_name, town_name } = lead;
  const parts = [note, address, category_name_zh, category_name_en, reported_by_name, duty_zone_name, town_name, lead.id, numberOf(lead)];
  const text = parts.join("\n").toLocaleLowerCase();
  said.set(lead, text);
  return text;
}

/** How many conditions are set beyond state and words, for the button that hides them. */
export function narrowing({ category, zone, age, reporter, photos, objected }: Filter): number {
  return [category, zone, age, reporter].filter(Boolean).length + Number(photos) + Number(objected);
}

export function same(a: Filter, b: Filter): boolean {
  return (Object.keys(a) as (keyof Filter)[]).every((key) => a[key] === b[key]);
}

/** The place the order "nearest" counts from. */
export function placeOf(officers: ReadonlyMap<string, Officer>, officer: string | null): LonLat | null {
  return (officer && officers.get(officer)?.place) || null;
}

export type Waiting = "fresh" | "waiting" | "long" | null;

/** How long a lead nobody has taken has been waiting; null for what nobody has to answer. */
export function waitingOf(lead: Lead, now: number): Waiting {
  if (!isOpen(lead)) return null;
  const minutes = (now - Date.parse(lead.received_at)) / 60_000;
  return minutes < 10 ? "fresh" : minutes < 30 ? "waiting" : "long";
}
