/** Reading back what may have been damaged: a record that does not open or has lost its shape goes to quarantine. */

import { hex } from "./bytes";
import { changed } from "./changes";
import { database, type Plain, type StoreName } from "./db";
import { oncePerTurn } from "./once";
import type { Unreadable } from "./records";
import { clearFields, fromRest, isAtRest, type SealedStore } from "./rest";
import { isBytes, type Fields } from "./seal";
import { vault, type Vault } from "./vault";

type Shape = "string" | "number" | "object" | "bytes";
type Guarded = Exclude<SealedStore, "bodies" | "parts" | "own">;

/** The fields without which a record is of no use. */
const SHAPES: Record<Guarded, Record<string, Shape>> = {
  drafts: { id: "string", person_id: "string", created_at: "number" },
  ops: { id: "string", kind: "string", entity: "string", person_id: "string", path: "string", state: "string" },
  media: { id: "string", lead_id: "string", sha256: "string", size: "number", parts: "number" },
  patrols: { id: "string", person_id: "string", started_at: "number", next_seq: "number", gaps: "object" },
  rows: { patrol_id: "string", first_seq: "number", count: "number", bytes: "bytes" },
  chunks: { patrol_id: "string", first_seq: "number", count: "number", t0: "number", bytes: "bytes" },
  leads: { id: "string", person_id: "string", lead: "object" },
  entries: { key: "string", n: "number", capture: "string", text: "string", signature: "string" },
  receipts: { id: "string", text: "string", signature: "string" },
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

/** Every usable record of the person who is here, in order of its key. What cannot be used is moved to quarantine. */
export function readable<S extends Guarded>(store: S): Promise<Plain[S]["value"][]> {
  return oncePerTurn(`readable ${store}`, () => openAll(store));
}

async function openAll<S extends Guarded>(store: S): Promise<Plain[S]["value"][]> {
  const open = vault();
  if (!open) return [];
  const good: Plain[S]["value"][] = [];
  const own = (await everything(store)).filter(([, raw]) => !isOthers(raw, open));
  // All at once: one after the other, fifty of them keep the first screen waiting.
  const found = await Promise.all(own.map(([key, raw]) => opened(store, key, raw, open)));
  for (const [at, { value, reason }] of found.entries()) {
    const [key, raw] = own[at]!;
    if (reason === null) good.push(value as Plain[S]["value"]);
    else await quarantine(store, key, raw, reason);
  }
  return good;
}

/** What can be told, without their keys, of the records of everybody else. */
export async function othersInClear(store: Guarded): Promise<Fields[]> {
  const open = vault();
  const all = (await everything(store)).map(([, raw]) => raw);
  return all.filter((raw) => isOthers(raw, open)).map((raw) => clearFields(store, raw as Fields));
}

function everything(store: StoreName): Promise<[unknown, unknown][]> {
  return oncePerTurn(`all ${store}`, async () => {
    const tx = (await database()).transaction(store);
    const [keys, raws] = await Promise.all([tx.store.getAllKeys(), tx.store.getAll()]);
    return raws.map((raw: unknown, at): [unknown, unknown] => [keys[at], raw]);
  });
}

function isOthers(raw: unknown, open: Vault | null): boolean {
  return !open || (isAtRest(raw) && raw.sealed.by !== open.person);
}

type Opened = { value: unknown; reason: string | null };

async function opened(store: Guarded, key: unknown, raw: unknown, open: Vault): Promise<Opened> {
  if (!isAtRest(raw)) return { value: raw, reason: flaw(store, raw) ?? "not encrypted" };
  try {
    const value = await fromRest(store, raw, key, open);
    return { value, reason: flaw(store, value) };
  } catch {
    return { value: raw, reason: "does not open" };
  }
}

/** Moves the record as it lies there: encrypted, if it was. */
async function quarantine(store: SealedStore, key: unknown, found: unknown, reason: string): Promise<void> {
  const db = await database();
  const tx = db.transaction([store, "unreadable"], "readwrite", { durability: "strict" });
  const now: unknown = await tx.objectStore(store).get(key as never);
  // It has been written anew meanwhile.
  if (isAtRest(now) && isAtRest(found) && hex(now.sealed.iv) !== hex(found.sealed.iv)) return;
  // The id is no key here: two damaged records may claim the same one.
  const record: Unreadable = { store, key: JSON.stringify(key), found_at: Date.now(), reason, value: found };
  await tx.objectStore("unreadable").add(record);
  await tx.objectStore(store).delete(key as never);
  await tx.done;
  changed("unreadable");
}

/** One record, or nothing; what does not open goes to quarantine and is nothing from then on. */
export async function openable<S extends SealedStore>(
  store: S,
  key: Plain[S]["key"],
): Promise<Plain[S]["value"] | undefined> {
  const open = vault();
  const raw: unknown = await (await database()).get(store, key as never);
  if (!open || !isAtRest(raw) || raw.sealed.by !== open.person) return undefined;
  try {
    return await fromRest(store, raw, key, open);
  } catch {
    await quarantine(store, key, raw, "does not open");
    return undefined;
  }
}

export async function unreadable(): Promise<Unreadable[]> {
  return (await database()).getAll("unreadable");
}
