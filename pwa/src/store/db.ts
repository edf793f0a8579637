/** The phone's database. What a person captured is written `strict`: the disk has it before we say "saved". */

import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from "idb";
import type { Draft, KnownLead, LocalPatrol, Medium, Op, TrackChunk, TrackRow, Unreadable } from "./records";

export interface Schema extends DBSchema {
  keyed: { key: string; value: unknown };
  drafts: { key: string; value: Draft };
  ops: { key: number; value: Op | Omit<Op, "n">; indexes: { by_id: string; by_entity: string } };
  /** JSON text that is sent, by the op's id; apart, because the queue is looked through far more often than sent. */
  bodies: { key: string; value: string };
  media: { key: string; value: Medium; indexes: { by_lead: string } };
  parts: { key: [string, number]; value: ArrayBuffer };
  patrols: { key: string; value: LocalPatrol };
  rows: { key: [string, number]; value: TrackRow };
  chunks: { key: [string, number]; value: TrackChunk };
  leads: { key: string; value: KnownLead };
  unreadable: { key: number; value: Unreadable };
}
export type StoreName = StoreNames<Schema>;
export type Database = IDBPDatabase<Schema>;
export type Strict<S extends StoreName> = IDBPTransaction<Schema, S[], "readwrite">;

const NAME = "fengxun";
const VERSION = 1;

let opening: Promise<Database> | null = null;

/** The one connection of this page. */
export function database(): Promise<Database> {
  opening ??= openDB<Schema>(NAME, VERSION, {
    upgrade: create,
    // Another tab wants to change the schema: let it, and connect again at the next use.
    blocking: (_from, _to, event) => (event.target as IDBDatabase).close(),
    terminated: () => (opening = null),
  }).then((db) => {
    db.addEventListener("close", () => (opening = null));
    return db;
  });
  opening.catch(() => (opening = null));
  return opening;
}

function create(db: IDBPDatabase<Schema>): void {
  db.createObjectStore("keyed");
  db.createObjectStore("drafts", { keyPath: "id" });
  const ops = db.createObjectStore("ops", { keyPath: "n", autoIncrement: true });
  ops.createIndex("by_id", "id", { unique: true });
  ops.createIndex("by_entity", "entity");
  db.createObjectStore("bodies");
  db.createObjectStore("media", { keyPath: "id" }).createIndex("by_lead", "lead_id");
  db.createObjectStore("parts");
  db.createObjectStore("patrols", { keyPath: "id" });
  db.createObjectStore("rows", { keyPath: ["patrol_id", "first_seq"] });
  db.createObjectStore("chunks", { keyPath: ["patrol_id", "first_seq"] });
  db.createObjectStore("leads", { keyPath: "id" });
  db.createObjectStore("unreadable", { keyPath: "n", autoIncrement: true });
}

/** Write, and return only when the disk has it. */
export async function strictly<S extends StoreName, T>(
  stores: S[],
  write: (tx: IDBPTransaction<Schema, S[], "readwrite">) => Promise<T>,
): Promise<T> {
  return inTransaction(stores, "strict", write);
}

/** Write what can be made again, or comes once a second. */
export async function loosely<S extends StoreName, T>(
  stores: S[],
  write: (tx: IDBPTransaction<Schema, S[], "readwrite">) => Promise<T>,
): Promise<T> {
  return inTransaction(stores, "relaxed", write);
}

async function inTransaction<S extends StoreName, T>(
  stores: S[],
  durability: "strict" | "relaxed",
  write: (tx: IDBPTransaction<Schema, S[], "readwrite">) => Promise<T>,
): Promise<T> {
  const tx = (await database()).transaction(stores, "readwrite", { durability });
  try {
    const result = await write(tx);
    await tx.done;
    return result;
  } catch (error) {
    tx.done.catch(() => undefined);
    try {
      tx.abort();
    } catch {
      // It has been aborted already, by the failure itself.
    }
    throw error;
  }
}

/** Close the connection, so that a test can begin with an empty database. */
export async function disconnect(): Promise<void> {
  const db = await opening;
  opening = null;
  db?.close();
}
