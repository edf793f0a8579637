/** Which rows are ticked. Pure. */

export type Picked = { ids: ReadonlySet<string>; /** Where a range begins. */ anchor: string | null };

export const NOBODY: Picked = { ids: new Set(), anchor: null };

export function toggled({ ids }: Picked, id: string): Picked {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
}

/** Everything between the anchor and `id` as the list stands now; without an anchor in the list, `id` alone. */
export function ranged({ ids, anchor }: Picked, rows: readonly string[], id: string): Picked {
  const [a, b] = [anchor === null ? -1 : rows.indexOf(anchor), rows.indexOf(id)];
  if (b < 0) return { ids, anchor };
  const span = a < 0 ? [id] : rows.slice(Math.min(a, b), Math.max(a, b) + 1);
  return { ids: new Set([...ids, ...span]), anchor: a < 0 ? id : anchor };
}

/** All rows; none when all are ticked already. */
export function everything({ ids }: Picked, rows: readonly string[]): Picked {
  const all = rows.length > 0 && rows.every((id) => ids.has(id));
  return all ? NOBODY : { ids: new Set(rows), anchor: rows[0] ?? null };
}
