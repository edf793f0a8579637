/** The categories that a person reports most, as far as this phone knows. */

import type { Uuid } from "../api/types";
import { mostUsed } from "../capture/categories";
import { readLeads } from "../store/leads";
import { readOps } from "../store/ops";
import { useQuery } from "../ui/query";

/** Undefined until they are read: what is drawn must not change its order under the finger. */
export function useOwnCategories(person: Uuid): readonly string[] | undefined {
  return useQuery([], () => read(person).catch(() => []), [person]);
}

async function read(person: Uuid): Promise<string[]> {
  const [ops, known] = await Promise.all([readOps(), readLeads(person)]);
  const own = ops.filter(({ kind, person_id }) => kind === "lead" && person_id === person);
  const told = known.filter(({ lead }) => lead.reported_by === person);
  // What was corrected by the command room counts as what it was corrected to: the server's word comes last.
  return mostUsed([
    ...own.map(({ id, about, created_at }) => ({ id, code: about?.category ?? "", at: created_at })),
    ...told.map(({ id, lead }) => ({ id, code: lead.category, at: Date.parse(lead.captured_at) })),
  ]);
}
