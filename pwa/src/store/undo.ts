/** Taking back what was just handed over to be sent, as long as nothing of it has left the phone. */

import type { Uuid } from "../api/types";
import { changed } from "./changes";
import { strictly } from "./db";
import type { Draft, Op } from "./records";

/** The lead becomes a draft again. False, and nothing is changed, when sending has begun. */
export async function takeBack(draft: Draft): Promise<boolean> {
  const taken = await strictly(["drafts", "media", "ops", "bodies"], async (tx) => {
    const media = await tx.objectStore("media").index("by_lead").getAllKeys(draft.id);
    const ops: Op[] = [];
    for (const id of [draft.id, ...media]) {
      const op = (await tx.objectStore("ops").index("by_id").get(id)) as Op | undefined;
      if (op) ops.push(op);
    }
    if (ops.length === 0 || ops.some(({ frozen_at }) => frozen_at !== null)) return false;
    for (const { n, id } of ops) {
      await tx.objectStore("ops").delete(n);
      await tx.objectStore("bodies").delete(id);
    }
    await tx.objectStore("drafts").put(draft);
    return true;
  });
  if (taken) changed("drafts", "ops");
  return taken;
}

/** Wait no longer: send it now. */
export async function letGo(id: Uuid): Promise<void> {
  const held = await strictly(["ops"], async (tx) => {
    const op = (await tx.objectStore("ops").index("by_id").get(id)) as Op | undefined;
    if (!op || op.frozen_at !== null || op.not_before === 0) return false;
    await tx.objectStore("ops").put({ ...op, not_before: 0 });
    return true;
  });
  if (held) changed("ops", "outbox");
}
