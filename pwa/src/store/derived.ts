/** Pictures made of an original: they go with it, and a newer one takes the place of the older one. */

import type { MediaRole, Uuid } from "../api/types";
import { changed } from "./changes";
import { strictly } from "./db";
import type { Medium } from "./records";

/** A thing of its own: what a person took, not what the app made of it. */
export function isOriginal({ derived_from }: Medium): boolean {
  return !derived_from;
}

/** What was made of it in this role. */
export function derivedOf(media: readonly Medium[], id: Uuid, role: MediaRole): Medium | undefined {
  return media.find((other) => other.derived_from === id && other.role === role);
}

/** Remove a medium that nobody has sent yet, and what was made of it. */
export async function discardWithDerived({ id, lead_id }: Medium): Promise<void> {
  await strictly(["media", "parts"], async (tx) => {
    for (const other of await tx.objectStore("media").index("by_lead").getAll(lead_id)) {
      if (other.id !== id && other.derived_from !== id) continue;
      await tx.objectStore("parts").delete(IDBKeyRange.bound([other.id, 0], [other.id, Infinity]));
      await tx.objectStore("media").delete(other.id);
    }
  });
  changed("media");
}
