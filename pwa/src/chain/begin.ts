/** What the chain does by itself while somebody is here: a key of their own, room given back when it is due. */

import type { Me } from "../api/types";
import { free, sweepEntries } from "./free";
import { ensureKey } from "./keys";

const EVERY_MS = 3_600_000;

/** Only who captures needs a key. Returns how to stop. */
export function beginChain(me: Me): () => void {
  const round = () => void sweep(me).catch(() => undefined);
  round();
  const timer = setInterval(round, EVERY_MS);
  return () => clearInterval(timer);
}

async function sweep(me: Me): Promise<void> {
  const now = Date.now();
  if (captures(me)) await ensureKey(me.id, now);
  await free(now);
  await sweepEntries(now);
}

export function captures({ permissions }: Me): boolean {
  return "lead.report" in permissions || "lead.add" in permissions || "lead.work" in permissions;
}
