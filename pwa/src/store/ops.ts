/** The outbox: what is still to be sent, and for a week what has been. */

import type { Uuid } from "../api/types";
import { changed } from "./changes";
import { loosely, strictly } from "./db";
import { openable, othersInClear, readable } from "./readable";
import type { NewOp, Op } from "./records";
import { readIndex, type Work } from "./work";

const KEPT_MS = 7 * 24 * 3_600_000;

export type WithOps = Work<"ops" | "bodies" | "drafts" | "media" | "patrols">;

/** Put an op at the end, inside the transaction that writes what it is about. `body` is what will be sent as JSON. */
export async function enqueue(tx: WithOps, op: NewOp, body: unknown, now: number): Promise<void> {
  const whole: Omit<Op, "n"> = {
    needs: null,
    about: null,
    bytes: 0,
    film: false,
    not_before: 0,
    ...op,
    state: "waiting",
    phase: "send",
    attempts: 0,
    created_at: now,
    frozen_at: null,
    done_at: null,
    trouble: null,
  };
  await tx.objectStore("ops").add(whole);
  if (body !== undefined) await tx.objectStore("bodies").add(JSON.stringify(body), op.id);
}

/** What is sent of an op, as it was frozen. */
export async function readBody(id: Uuid): Promise<string | undefined> {
  return openable("bodies", id);
}

/** Every op, in the order they were written. Of somebody else's only what can be told without their key. */
export async function readOps(): Promise<Op[]> {
  const [own, others] = await Promise.all([readable("ops"), othersInClear("ops")]);
  const all = [...own, ...others.map((op) => ({ ...op, path: "", about: null, trouble: null }))] as Op[];
  return all.sort((a, b) => a.n - b.n);
}

export async function saveOp(op: Op): Promise<void> {
  await strictly(["ops"], (tx) => tx.objectStore("ops").put(op));
  changed("ops");
}

/** The op of this id that is stored now; what a screen shows may be older. */
export async function findOp(id: Uuid): Promise<Op | undefined> {
  return (await readIndex("ops", "by_id", id))[0] as Op | undefined;
}

/** Try refused ops again: once more from the start, nothing else about them changes. */
export async function retryOps(ids: readonly Uuid[]): Promise<void> {
  await strictly(["ops"], async (tx) => {
    for (const id of ids) {
      const op = (await tx.objectStore("ops").index("by_id").get(id)) as Op | undefined;
      if (!op || op.state === "done") continue;
      await tx.objectStore("ops").put({ ...op, state: "waiting", attempts: 0, not_before: 0, trouble: null });
    }
  });
  changed("ops", "outbox");
}

/** The person has seen that these were refused, and nothing can be done about it: they are over. */
export async function settleOps(ids: readonly Uuid[], now: number): Promise<void> {
  await strictly(["ops"], async (tx) => {
    for (const id of ids) {
      const op = (await tx.objectStore("ops").index("by_id").get(id)) as Op | undefined;
      if (op && op.state !== "waiting") await tx.objectStore("ops").put({ ...op, state: "done", done_at: now });
    }
  });
  changed("ops");
}

/** Send these media whatever network this is. */
export async function sendAnyway(ids: readonly Uuid[]): Promise<void> {
  await strictly(["ops"], async (tx) => {
    for (const id of ids) {
      const op = (await tx.objectStore("ops").index("by_id").get(id)) as Op | undefined;
      if (op?.state === "waiting") await tx.objectStore("ops").put({ ...op, anyway: true });
    }
  });
  changed("ops", "outbox");
}

/** From now on nothing about it may change. Undefined when it has been taken back in the meantime. */
export async function freezeOp(id: Uuid, now: number): Promise<Op | undefined> {
  return strictly(["ops"], async (tx) => {
    const op = (await tx.objectStore("ops").index("by_id").get(id)) as Op | undefined;
    if (op && op.frozen_at === null) await tx.objectStore("ops").put({ ...op, frozen_at: now });
    return op;
  });
}

/**
 * Forget what was done: what was sent at once, the record of it after a week. That of a medium stays for as long as its
 * bytes do, which wait for the server's receipt.
 */
export async function pruneOps(now: number): Promise<void> {
  await loosely(["ops", "bodies", "media", "parts"], async (tx) => {
    for (const op of (await tx.objectStore("ops").getAll()) as Op[]) {
      if (op.state !== "done") continue;
      await tx.objectStore("bodies").delete(op.id);
      if ((op.done_at ?? now) >= now - KEPT_MS) continue;
      if (op.kind === "medium" && (await hasBytes(tx, op.id))) continue;
      await tx.objectStore("ops").delete(op.n);
      if (op.kind === "medium") await tx.objectStore("media").delete(op.id);
    }
  });
}

async function hasBytes(tx: Work<"parts">, id: Uuid): Promise<boolean> {
  return (await tx.objectStore("parts").getAllKeys(IDBKeyRange.bound([id, 0], [id, Infinity]))).length > 0;
}
