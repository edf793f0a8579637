/** One's own leads as the server last told them, to be read without a network. */

import type { Lead, LeadDetail, Uuid } from "../api/types";
import { changed } from "./changes";
import { loosely } from "./db";
import { openable, readable } from "./readable";
import type { KnownLead } from "./records";

export async function readLeads(person: Uuid): Promise<KnownLead[]> {
  const known = (await readable("leads")).filter((lead) => lead.person_id === person);
  // All in UTC and written alike. Comparing as a language does takes an old phone as long as drawing the list.
  const when = ({ lead }: KnownLead) => lead.captured_at;
  return known.sort((a, b) => (when(a) < when(b) ? 1 : when(a) > when(b) ? -1 : 0));
}

export async function readLead(id: Uuid): Promise<KnownLead | undefined> {
  return openable("leads", id);
}

/** Keep what the server told. What it left out of a list (steps, photos) stays as it was known. */
export async function keepLeads(person: Uuid, leads: readonly (Lead | LeadDetail)[]): Promise<void> {
  const fresh = await loosely(["leads"], async (tx) => {
    let some = false;
    // Read at once: a transaction for each of fifty leads keeps an old phone from answering.
    const here = new Map((await tx.objectStore("leads").getAll()).map((known) => [known.id, known]));
    for (const lead of leads) {
      const known = here.get(lead.id);
      if (known && known.lead.revision > lead.revision) continue;
      const detail = { fix: null, steps: [], media: [], ...known?.lead, ...lead };
      const detail_revision = "steps" in lead ? lead.revision : (known?.detail_revision ?? 0);
      const seen_revision = known?.seen_revision ?? (isGivenTo(lead, person) ? 0 : lead.revision);
      // Asked for far more often than there is something new: what is told as before writes and draws nothing.
      if (known?.detail_revision === detail_revision && JSON.stringify(known.lead) === JSON.stringify(detail)) continue;
      await tx.objectStore("leads").put({ id: lead.id, person_id: person, lead: detail, detail_revision, seen_revision });
      some = true;
    }
    return some;
  });
  if (fresh) changed("leads");
}

/** Somebody has been sent with it, and has not handled it yet. */
export function isGivenTo(lead: Lead, person: Uuid): boolean {
  return lead.state === "assigned" && lead.assigned_to === person;
}

/** Whether something has happened that the person has not looked at; what they did themselves is no news. */
export function isNews({ lead, seen_revision, detail_revision }: KnownLead, person: Uuid): boolean {
  if (lead.revision <= seen_revision) return false;
  const last = lead.steps.at(-1);
  return detail_revision < lead.revision || last?.actor_id !== person;
}

/** The person wants to see no marks any more. */
export async function markAllSeen(person: Uuid): Promise<void> {
  await loosely(["leads"], async (tx) => {
    for (const known of await tx.objectStore("leads").getAll()) {
      const { seen_revision, lead } = known;
      if (known.person_id !== person || seen_revision === lead.revision) continue;
      await tx.objectStore("leads").put({ ...known, seen_revision: lead.revision });
    }
  });
  changed("leads");
}

/** It is out of reach now: what was known of it goes. */
export async function forgetLead(id: Uuid): Promise<void> {
  await loosely(["leads"], (tx) => tx.objectStore("leads").delete(id));
  changed("leads");
}

/** The person has looked at it: what happened so far is no news any more. */
export async function markSeen(id: Uuid): Promise<void> {
  const was = await loosely(["leads"], async (tx) => {
    const known = await tx.objectStore("leads").get(id);
    if (!known || known.seen_revision === known.lead.revision) return false;
    await tx.objectStore("leads").put({ ...known, seen_revision: known.lead.revision });
    return true;
  });
  if (was) changed("leads");
}
