/** Brings what the chain needs without a network: how the server sees this person's keys, its beacon, its receipts' key. */

import { api } from "../api/client";
import type { Me, Uuid } from "../api/types";
import { startIsOver } from "../ui/lazy";
import { pullBeacon } from "./beacon";
import { captures } from "./begin";
import { ensureKey, keepKnown } from "./keys";
import { pinReceiptKey } from "./receipts";
import type { KnownKey } from "./records";

/** Each by itself: what does not come now comes the next time. */
export async function pullChain(me: Me): Promise<void> {
  if (!captures(me)) return;
  await Promise.allSettled([pinReceiptKey(me.id, false), pullBeacon(me.id), pullKeys(me.id), lookAtLog(me.id)]);
}

/** What checks signatures of the log is fetched behind everything else. */
async function lookAtLog(person: Uuid): Promise<void> {
  await startIsOver();
  const { watchLog } = await import("./log");
  await watchLog(person, Date.now());
}

async function pullKeys(person: Uuid): Promise<void> {
  const keys = await api<(KnownKey & { person_id: Uuid })[]>("/evidence/keys");
  await keepKnown(person, keys.filter((key) => key.person_id === person));
  // One that was revoked makes room for a new one, which somebody has to approve.
  await ensureKey(person, Date.now());
}
