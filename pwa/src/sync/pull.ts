/** Brings to the phone what it has to know without a network: reference data, and what became of one's own leads. */

import { api, ApiError, fetchApi } from "../api/client";
import type { Lead, LeadDetail, LeadPage, Me, Reference, Uuid } from "../api/types";
import { readMe, readReference, writeReference } from "../store/keyed";
import { forgetLead, isGivenTo, keepLeads, readLead, readLeads } from "../store/leads";
import type { KnownLead } from "../store/records";
import { askStanding } from "./identity";

/** Categories, zones, squads and vehicles of the person's towns; costs nothing when nothing has changed. */
export async function pullReference(me: Me, now: number): Promise<void> {
  const known = await readReference();
  const etag = known?.person_id === me.id ? known.etag : null;
  const response = await fetchApi("/reference", etag ? { headers: { "if-none-match": etag } } : {});
  if (response.status === 304) return void (await response.arrayBuffer());
  const reference = (await response.json()) as Reference;
  await writeReference({ etag: response.headers.get("etag"), person_id: me.id, fetched_at: now, reference });
}

/** So many leads are read whole, so that they can be looked at without a network. */
const WHOLE = 30;

/** The newest of one's own leads, and those one was sent with. */
export async function pullLeads(me: Me): Promise<void> {
  const { items: mine } = await api<LeadPage>("/leads?mine=1&limit=50");
  const given = me.permissions["lead.work"] ? await askGiven() : [];
  await keepLeads(me.id, mine);
  await keepGiven(me.id, given);
  await readWhole(me.id, [...given, ...mine].slice(0, WHOLE));
}

async function askGiven(): Promise<Lead[]> {
  return (await api<LeadPage>("/leads?assigned_to_me=1&unfinished=1&limit=50")).items;
}

async function keepGiven(person: Uuid, given: readonly Lead[]): Promise<void> {
  await keepLeads(person, given);
  await letGo(person, given);
  await tellReceipts(given);
}

async function readWhole(person: Uuid, leads: readonly Lead[]): Promise<void> {
  const here = new Map((await readLeads(person)).map((known) => [known.id, known]));
  for (const lead of leads) if (isStale(lead, here.get(lead.id))) await pullLead(person, lead.id);
}

/** That the phone has what it was sent, and whether it was looked at while there was no network. Once each. */
async function tellReceipts(given: readonly Lead[]): Promise<void> {
  for (const lead of given) {
    if (lead.state !== "assigned" || lead.opened_at !== null) continue;
    const looked = ((await readLead(lead.id))?.seen_revision ?? 0) >= lead.revision;
    if (looked || lead.delivered_at === null) await tellReceipt(lead.id, looked ? "opened" : "delivered");
  }
}

/** Not heard: it is told again with the next pull. */
export async function tellReceipt(id: Uuid, kind: "delivered" | "opened"): Promise<void> {
  await api(`/leads/${id}/receipt`, { method: "PUT", body: { kind } }).catch(() => undefined);
}

/** Only what one was sent with, for whoever the server knows as this person. */
export async function pullGiven(person: Uuid): Promise<void> {
  const given = await askGiven();
  await keepGiven(person, given);
  await readWhole(person, given);
}

/** Leads that were given to this person and are not any more are read once again, or forgotten. */
async function letGo(person: Uuid, given: readonly Lead[]): Promise<void> {
  const still = new Set(given.map(({ id }) => id));
  const lost = (await readLeads(person)).filter(({ id, lead }) => isGivenTo(lead, person) && !still.has(id));
  for (const { id } of lost) {
    await pullLead(person, id).catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 404) return forgetLead(id);
      throw error;
    });
  }
}

/** Whether its steps and photos have to be read: the list says only that something has happened. */
function isStale({ revision, media_received }: Lead, known: KnownLead | undefined): boolean {
  const received = known?.lead.media.filter(({ state }) => state === "received").length;
  return !known || known.detail_revision < revision || received !== media_received;
}

/** One lead with its steps and photos. */
export async function pullLead(person: Uuid, id: Uuid): Promise<LeadDetail> {
  const lead = await api<LeadDetail>(`/leads/${id}`);
  await keepLeads(person, [lead]);
  return lead;
}

/** Everything, for whoever is signed in; what does not come now comes the next time. */
export async function pullAll(now: number): Promise<void> {
  const me = await readMe();
  // The cookie may be somebody else's by now: their leads must not be kept as this person's.
  if (!me || (await askStanding()) !== "same") return;
  const jobs: Promise<void>[] = [import("../chain/pull").then(({ pullChain }) => pullChain(me))];
  if (me.permissions["reference.read"]) jobs.push(pullReference(me, now));
  if (me.permissions["lead.read"]) jobs.push(pullLeads(me));
  await Promise.allSettled(jobs);
}
