/** The phone's database. What a person captured is written `strict`: the disk has it before we say "saved". */

import { openDB, type DBSchema, type IDBPDatabase, type StoreNames } from "idb";
import type { Entry, Receipt, SigningKey } from "../chain/records";
import type { Draft, KnownLead, LocalPatrol, Medium, Op, Person, TrackChunk, TrackRow, Unreadable } from "./records";
import type { AtRest, SealedStore } from "./rest";

/** What the app reads and writes; `rest.ts` says how it lies there. */
export interface Plain extends DBSchema {
  keyed: { key: string; value: unknown };
  people: { key: string; value: Person };
  /** Single things that are one person's: who they are at the server, the reference data. */
  own: { key: [string, string]; value: unknown };
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
  signing: { key: string; value: SigningKey };
  entries: { key: [string, number]; value: Entry; indexes: { by_capture: string } };
  receipts: { key: string; value: Receipt };
}
export type StoreName = StoreNames<Plain>;

type Resting = { [S in SealedStore]: Omit<Plain[S], "value"> & { value: AtRest } };
export interface Schema extends DBSchema, Resting, Pick<Plain, "keyed" | "people" | "unreadable" | "signing"> {}
export type Database = IDBPDatabase<Schema>;

export const NAME = "fengxun";
const VERSION = 3;

/** Under this name stands in `keyed` that nothing lies here in clear any more; see `lock/migrate.ts`. */
export const SEALED = "sealed";

let opening: Promise<Database> | null = null;

/** The one connection of this page. Records lie in it as `rest.ts` has written them: read them through `work.ts`. */
export function database(): Promise<Database> {
  opening ??= openDB<Schema>(NAME, VERSION, {
    upgrade: (db, from, _to, tx) => {
      if (from < 1) {
        createFirst(db);
        // A phone that never had version 1 has nothing to seal, and never fetches the code for it.
        void tx.objectStore("keyed").put(true, SEALED);
      }
      if (from < 2) createPeople(db);
      if (from < 3) createChain(db);
    },
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

function createFirst(db: Database): void {
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

/** What version 1 wrote in clear is sealed by `migrate.ts`, which needs keys. */
function createPeople(db: Database): void {
  db.createObjectStore("people", { keyPath: "id" });
  db.createObjectStore("own");
}

function createChain(db: Database): void {
  db.createObjectStore("signing", { keyPath: "id" });
  db.createObjectStore("entries", { keyPath: ["key", "n"] }).createIndex("by_capture", "capture");
  db.createObjectStore("receipts", { keyPath: "id" });
}

export { loosely, strictly } from "./work";

/** Close the connection, so that a test can begin with an empty database. */
export async function disconnect(): Promise<void> {
  const db = await opening;
  opening = null;
  db?.close();
}
