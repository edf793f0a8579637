/** Whether somebody has reported the same already: same kind of thing, close by, not long ago. */

import { api } from "../api/client";
import type { Lead, LeadState, LonLat, NewLead, Uuid } from "../api/types";
import { distanceM } from "../map/geometry";
import { readLeads } from "../store/leads";
import { readBody, readOps } from "../store/ops";

export const NEAR_M = 50;
const RECENT_MS = 30 * 24 * 3_600_000;
const PATIENCE_MS = 8_000;

/** What is known of one. `waiting`: it lies on this phone and has not been sent. */
export type Candidate = Pick<Lead, "id" | "category" | "place" | "captured_at" | "address"> & {
  state: LeadState | "waiting";
};
export type Near = { lead: Candidate; distance_m: number };

/** Nearest first, each once; the one that comes later in the list is newer. Pure. */
export function alike(leads: readonly Candidate[], category: string, place: LonLat, now: number): Near[] {
  const near = new Map<Uuid, Near>();
  for (const lead of leads) {
    const distance_m = distanceM(place, lead.place.coordinates);
    const recent = now - Date.parse(lead.captured_at) < RECENT_MS;
    if (lead.category === category && recent && distance_m <= NEAR_M) near.set(lead.id, { lead, distance_m });
  }
  return [...near.values()].sort((a, b) => a.distance_m - b.distance_m);
}

/** Those this phone knows: as the server told them, or still on their way. */
export async function knownHere(person: Uuid): Promise<Candidate[]> {
  const told = (await readLeads(person)).map(({ lead }) => lead);
  const mine = (await readOps()).filter((op) => op.kind === "lead" && op.person_id === person && op.state !== "done");
  const waiting = await Promise.all(mine.map(async ({ id }) => waitingLead(id, await readBody(id))));
  return [...waiting.filter((lead) => lead !== null), ...told];
}

function waitingLead(id: Uuid, body: string | undefined): Candidate | null {
  if (body === undefined) return null;
  const { category, place, captured_at, address } = JSON.parse(body) as NewLead;
  return { id, category, place, captured_at, address, state: "waiting" };
}

/** Those the server shows this person; none when it cannot be reached. */
export async function knownThere([lon, lat]: LonLat): Promise<Candidate[]> {
  const query = `lon=${lon}&lat=${lat}&within_m=${NEAR_M}`;
  return api<Lead[]>(`/leads/nearby?${query}`, { timeoutMs: PATIENCE_MS }).catch(() => []);
}
