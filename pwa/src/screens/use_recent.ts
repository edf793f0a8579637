/** The categories that a person reported last, as far as this phone knows. */

import type { Uuid } from "../api/types";
import { readLeads } from "../store/leads";
import { readOps } from "../store/ops";
import { useQuery } from "../ui/query";

export function useRecent(person: Uuid): readonly string[] {
  // Read once: a list must not change its order under the finger.
  return useQuery([], () => read(person), [person]) ?? [];
}

async function read(person: Uuid): Promise<string[]> {
  const [ops, known] = await Promise.all([readOps(), readLeads(person)]);
  const own = ops.filter(({ kind, person_id }) => kind === "lead" && person_id === person);
  const used = [
    ...own.map(({ about, created_at }) => ({ code: about?.category ?? "", at: created_at })),
    ...known
      .filter(({ lead }) => lead.reported_by === person)
      .map(({ lead }) => ({ code: lead.category, at: Date.parse(lead.captured_at) })),
  ].filter(({ code }) => code !== "");
  used.sort((a, b) => b.at - a.at);
  return [...new Set(used.map(({ code }) => code))];
}
