/** Reading back what may have been damaged: a record without its shape goes to quarantine and is shown there. */

import { changed } from "./changes";
import { database, strictly, type Schema, type StoreName } from "./db";
import type { Unreadable } from "./records";

type Shape = "string" | "number" | "object" | "bytes";
type Guarded = "drafts" | "ops" | "media" | "patrols" | "rows" | "chunks";

/** The fields without which a record is of no use. */
const SHAPES: Record<Guarded, Record<string, Shape>> = {
  drafts: { id: "string", person_id: "string", created_at: "number" },
  ops: { id: "string", kind: "string", entity: "string", person_id: "string", path: "string", state: "string" },
  media: { id: "string", lead_id: "string", sha256: "string", size: "number", parts: "number" },
  patrols: { id: "string", person_id: "string", started_at: "number", next_seq: "number", gaps: "object" },
  rows: { patrol_id: "string", first_seq: "number", count: "number", bytes: "bytes" },
  chunks: { patrol_id: "string", first_seq: "number", count: "number", t0: "number", bytes: "bytes" },
};

/** What is wrong with a record; null when it can be used. */
export function flaw(store: Guarded, value: unknown): string | null {
  if (typeof value !== "object" || value === null) return "not a record";
  for (const [field, shape] of Object.entries(SHAPES[store])) {
    const found = (value as Record<string, unknown>)[field];
    const fits =
      shape === "bytes"
        ? isBytes(found)
        : shape === "object"
          ? typeof found === "object" && found !== null
          : typeof found === shape;
    if (!fits) return `${field}: ${shape} expected`;
  }
  return null;
}

// By its name, because a buffer read in another realm is no instance of this one's class.
function isBytes(value: unknown): boolean {
  return Object.prototype.toString.call(value) === "[object ArrayBuffer]";
}

/** Every usable record of a store, in order of its key. The others are moved to quarantine. */
export async function readable<S extends Guarded>(store: S): Promise<Schema[S]["value"][]> {
  const db = await database();
  const tx = db.transaction(store);
  const [keys, values] = await Promise.all([tx.store.getAllKeys(), tx.store.getAll()]);
  const good: Schema[S]["value"][] = [];
  for (const [at, value] of values.entries()) {
    const reason = flaw(store, value);
    const key = keys[at];
    if (reason === null) good.push(value);
    else if (key !== undefined) await quarantine(store, key, value, reason);
  }
  return good;
}

async function quarantine<S extends Guarded>(store: S, key: Schema[S]["key"], value: unknown, reason: string) {
  await strictly([store, "unreadable"] as StoreName[], async (tx) => {
    // The id is no key here: two damaged records may claim the same one.
    const record: Unreadable = { store, key: JSON.stringify(key), found_at: Date.now(), reason, value };
    await tx.objectStore("unreadable").add(record);
    await tx.objectStore(store).delete(key as never);
  });
  changed("unreadable");
}

export async function unreadable(): Promise<Unreadable[]> {
  return (await database()).getAll("unreadable");
}
