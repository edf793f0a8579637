/** What this phone remembers of the sealed log. Apart from `log.ts`, which brings what checks its signatures. */

import type { Uuid } from "../api/types";
import { openable } from "../store/readable";

/** `vkey`: the log's, as it was first seen. `other`: a note that contradicts `note`, both signed by it; kept for good. */
export type SeenLog = { vkey: string; note: string; seen_at: number; other?: string };

export const placeOfLog = (person: Uuid): [Uuid, string] => [person, "log"];

export async function seenLog(person: Uuid): Promise<SeenLog | undefined> {
  return (await openable("own", placeOfLog(person))) as SeenLog | undefined;
}
