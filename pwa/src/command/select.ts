/** Which leads are open, which waits longest, and who is near: pure choices over what is known. */

import type { Lead, Officer, Person } from "../api/types";
import { distanceM, type LonLat } from "../map/geometry";
import { standing, type Freshness } from "../map/marks";
import { byName } from "../ui/by_name";
import { namesOf } from "./namesakes";
import { toldAt } from "./told_at";

/**
 * Open leads are those the command room still owes an answer: reported, accepted and not yet given to anybody, handled
 * and not yet told to the reporter, or objected to.
 */
export function isOpen(lead: Lead): boolean {
  return lead.state === "reported" || lead.state === "accepted" || lead.state === "handled" || isObjected(lead);
}

/** The reporter waits for an answer to an objection. */
export function isObjected(lead: Lead): boolean {
  return lead.objection === "open";
}

function newestFirst(a: Lead, b: Lead): number {
  const [x, y] = [Date.parse(toldAt(a)), Date.parse(toldAt(b))];
  return y - x || (a.id < b.id ? 1 : -1);
}

/** The lead that has been waiting longest. */
export function oldestOf(leads: readonly Lead[]): Lead | undefined {
  return leads.reduce<Lead | undefined>((oldest, lead) => (oldest && newestFirst(oldest, lead) > 0 ? oldest : lead), undefined);
}

/** What the map shows beside the list: the same leads, and always the one that is open. */
export function withSelected(rows: readonly Lead[], selected: Lead | undefined): readonly Lead[] {
  return selected && !rows.includes(selected) ? [...rows, selected] : rows;
}

/** The categories that occur, for the filter. */
export function categoriesOf(leads: Iterable<Lead>): { code: string; zh: string; en: string }[] {
  const found = new Map<string, { code: string; zh: string; en: string }>();
  for (const { category, category_name_zh, category_name_en } of leads) {
    found.set(category, { code: category, zh: category_name_zh, en: category_name_en });
  }
  return [...found.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** The row to select after a key; stays inside the list, and starts at its top. */
export function neighbour(ids: readonly string[], selected: string | null, step: number): string | null {
  if (ids.length === 0) return null;
  const at = selected === null ? -1 : ids.indexOf(selected);
  if (at < 0) return ids[0] ?? null;
  return ids[Math.min(ids.length - 1, Math.max(0, at + step))] ?? null;
}


export type Candidate = {
  person_id: string;
  name: string;
  /** On duty now, with the distance of the last fix; null when there is no fix. */
  officer: Officer | null;
  distance_m: number | null;
};

/** Whose distance says where they are now comes first; who is off duty last. */
const RANK: Record<Freshness, number> = { fresh: 0, late: 0, paused: 1, stale: 2, none: 3 };
const OFF_DUTY = 4;

/** Whom a lead can be given to: those of its town, best known place first, then nearest, then by name. */
export function candidates(
  people: readonly Pick<Person, "id" | "name" | "display_name" | "town_codes" | "disabled">[],
  officers: ReadonlyMap<string, Officer>,
  { place, townCode, now }: { place: LonLat; townCode: string | null; now: number },
): Candidate[] {
  const rank = ({ officer }: Candidate) => (officer ? RANK[standing(officer, now)] : OFF_DUTY);
  const names = namesOf(people);
  return people
    .filter((person) => !person.disabled && townCode !== null && person.town_codes.includes(townCode))
    .map((person): Candidate => {
      const officer = officers.get(person.id) ?? null;
      const distance_m = officer?.place ? distanceM(officer.place, place) : null;
      return { person_id: person.id, name: names.get(person.id) ?? person.display_name, officer, distance_m };
    })
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        (a.distance_m ?? Infinity) - (b.distance_m ?? Infinity) ||
        byName(a.name, b.name),
    );
}

/** How many leads each person has been given and has not handled yet, by their id. */
export function givenTo(leads: Iterable<Lead>): Map<string, number> {
  const given = new Map<string, number>();
  for (const { state, assigned_to } of leads) {
    if (state === "assigned" && assigned_to !== null) given.set(assigned_to, (given.get(assigned_to) ?? 0) + 1);
  }
  return given;
}

/** What differs between the lead a person was looking at and the one that is now there. */
export function changesBetween(before: Lead, after: Lead): (keyof Lead)[] {
  const told: (keyof Lead)[] = ["state", "assigned_to_name", "category", "address", "note", "media_received"];
  return told.filter((field) => before[field] !== after[field]);
}
