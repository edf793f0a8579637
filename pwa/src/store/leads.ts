/** One's own leads as the server last told them, to be read without a network. */

import type { Lead, LeadDetail, Uuid } from "../api/types";
import { changed } from "./changes";
import { database, loosely } from "./db";
import type { KnownLead } from "./records";

export async function readLeads(person: Uuid): Promise<KnownLead[]> {
  const known = (await (await database()).getAll("leads")).filter((lead) => lead.person_id === person);
  return known.sort((a, b) => b.lead.captured_at.localeCompare(a.lead.captured_at));
}

export async function readLead(id: Uuid): Promise<KnownLead | undefined> {
  return (await database()).get("leads", id);
}

/** Keep what the server told. What it left out of a list (steps, photos) stays as it was known. */
export async function keepLeads(person: Uuid, leads: readonly (Lead | LeadDetail)[]): Promise<void> {
  await loosely(["leads"], async (tx) => {
    for (const lead of leads) {
      const known = await tx.objectStore("leads").get(lead.id);
      if (known && known.lead.revision > lead.revision) continue;
      const detail = { fix: null, steps: [], media: [], ...known?.lead, ...lead };
      const detail_revision = "steps" in lead ? lead.revision : (known?.detail_revision ?? 0);
      const seen_revision = known?.seen_revision ?? lead.revision;
      await tx
        .objectStore("leads")
        .put({ id: lead.id, person_id: person, lead: detail, detail_revision, seen_revision });
    }
  });
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
