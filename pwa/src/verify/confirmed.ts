/** Captures that name two officers: whether the second has signed that they were there (see `confirmed.py`). */

import type { Said } from "./json.ts";
import { isIncomplete, type Code, type Result } from "./verdicts.ts";

/** An entry of a chain that is here whole: what it says, the hash of its bytes, whose key signed it, what is wrong. */
export type Signed = { said: Said; sha256: string; person: unknown; code: Code | null };

/** One result for each capture that names a second officer. An entry that is wrong says nothing. */
export function judged(entries: readonly Signed[]): Result[] {
  const sound = entries.filter(({ code }) => code === null || isIncomplete(code));
  const place = (id: unknown, manifest: unknown, person: unknown) => [id, manifest, person].map(String).join("\n");
  const confirmed = new Map<string, Code | null>();
  for (const { said, person, code } of sound) {
    if (said["kind"] === "confirmed") confirmed.set(place(said["id"], said["manifest"], person), code);
  }
  return sound.flatMap(({ said, sha256 }): Result[] => {
    const { kind, officers, id } = said;
    if (kind !== "capture" || !Array.isArray(officers) || officers.length !== 2) return [];
    const found = confirmed.get(place(id, sha256, officers[1]));
    return [{ item: `confirmed/${String(id)}`, code: found === undefined ? "not_confirmed" : found }];
  });
}
