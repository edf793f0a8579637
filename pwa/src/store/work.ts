/**
 * Reading and writing several records as one. A transaction of the database ends while a value is being encrypted, so
 * a piece of work reads first, then seals, and then writes all of it in one transaction in which it looks whether what
 * it has read is still so; if not, it begins anew. Nothing is ever half written, nothing overwritten unseen.
 */

import type { IDBPTransaction } from "idb";
import { hex } from "./bytes";
import { database, type Database, type Plain, type Schema, type StoreName } from "./db";
import { fromRest, isAtRest, isSealedStore, toRest } from "./rest";
import { vault, whileOpen, type Vault } from "./vault";

type Key<S extends StoreName> = Plain[S]["key"];
type Value<S extends StoreName> = Plain[S]["value"];
type Query<S extends StoreName> = Key<S> | IDBKeyRange;

export interface WorkIndex<S extends StoreName> {
  get(key: string): Promise<Value<S> | undefined>;
  getAll(key: string): Promise<Value<S>[]>;
  getAllKeys(key: string): Promise<Key<S>[]>;
}

/** A store as a piece of work sees it: without what it has written itself so far. */
export interface WorkStore<S extends StoreName> {
  get(key: Key<S>): Promise<Value<S> | undefined>;
  getAll(query?: Query<S>): Promise<Value<S>[]>;
  getAllKeys(query?: Query<S>): Promise<Key<S>[]>;
  index(name: string): WorkIndex<S>;
  put(value: Value<S>, key?: Key<S>): Promise<void>;
  /** Fails the whole work when the key is taken. */
  add(value: Value<S>, key?: Key<S>): Promise<void>;
  delete(query: Query<S>): Promise<void>;
}
export type Work<S extends StoreName> = { objectStore<N extends S>(name: N): WorkStore<N> };

/** Write, and return only when the disk has it. */
export function strictly<S extends StoreName, T>(stores: S[], write: (tx: Work<S>) => Promise<T>): Promise<T> {
  return whileOpen(() => inOne(stores, "strict", write));
}

/** Write what can be made again, or comes once a second. */
export function loosely<S extends StoreName, T>(stores: S[], write: (tx: Work<S>) => Promise<T>): Promise<T> {
  return whileOpen(() => inOne(stores, "relaxed", write));
}

export async function readOne<S extends StoreName>(store: S, key: Key<S>): Promise<Value<S> | undefined> {
  return new Piece(await database()).objectStore(store).get(key);
}

export async function readIndex<S extends StoreName>(store: S, index: string, key: string): Promise<Value<S>[]> {
  return new Piece(await database()).objectStore(store).index(index).getAll(key);
}

const MOST_TRIES = 50;

async function inOne<S extends StoreName, T>(
  stores: S[],
  durability: "strict" | "relaxed",
  write: (tx: Work<S>) => Promise<T>,
): Promise<T> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const piece = new Piece(await database());
    const result = await write(piece as Work<S>);
    if (await piece.commit(stores, durability)) return result;
  }
  throw new Error("others kept writing the same records");
}

/** Keys with what lies under them. */
type Found = [unknown, unknown][];
type Raw = IDBPTransaction<Schema, StoreName[], "readonly" | "readwrite">;
type Read = { look(tx: Raw): Promise<Found>; stamp: string };
type Write = { store: StoreName; kind: "put" | "add" | "delete"; value?: unknown; key?: unknown };

class Piece {
  private readonly reads: Read[] = [];
  private readonly writes: Write[] = [];
  private readonly open: Vault | null = vault();

  constructor(private readonly db: Database) {}

  objectStore<S extends StoreName>(store: S): WorkStore<S> {
    type V = Value<S>;
    const all = (look: Read["look"]) => this.read(store, look).then((found) => this.plainAll(store, found));
    const one = async (look: Read["look"]) => {
      const [first] = await this.read(store, look);
      return (first && (await this.plain(store, ...first))) as V | undefined;
    };
    const keys = async (look: Read["look"]) => (await this.read(store, look)).map(([key]) => key as Key<S>);
    const note = async (write: Omit<Write, "store">) => void this.writes.push({ store, ...write });
    return {
      get: (key) => one((tx) => entry(tx, store, key)),
      getAll: (query) => all((tx) => entries(tx.objectStore(store), query)) as Promise<V[]>,
      getAllKeys: (query) => keys((tx) => keysOf(tx.objectStore(store), query)),
      index: (name) => ({
        get: (key) => one((tx) => entries(tx.objectStore(store).index(name as never), key)),
        getAll: (key) => all((tx) => entries(tx.objectStore(store).index(name as never), key)) as Promise<V[]>,
        getAllKeys: (key) => keys((tx) => keysOf(tx.objectStore(store).index(name as never), key)),
      }),
      put: (value, key) => note({ kind: "put", value, key }),
      add: (value, key) => note({ kind: "add", value, key }),
      delete: (key) => note({ kind: "delete", key }),
    };
  }

  private async read(store: StoreName, look: Read["look"]): Promise<Found> {
    const found = await look(this.db.transaction([store]) as Raw);
    this.reads.push({ look, stamp: stampOf(found) });
    return found;
  }

  /** Raises `Unopenable`. What is somebody else's is not there. */
  private async plain(store: StoreName, key: unknown, raw: unknown): Promise<unknown> {
    if (!isSealedStore(store)) return raw;
    if (!this.open || !isAtRest(raw) || raw.sealed.by !== this.open.person) return undefined;
    return fromRest(store, raw, key, this.open);
  }

  /** Without those that do not open: `readable.ts` finds and shows them. */
  private async plainAll(store: StoreName, found: Found): Promise<unknown[]> {
    const plain = found.map(([key, raw]) => this.plain(store, key, raw).catch(() => undefined));
    return (await Promise.all(plain)).filter((value) => value !== undefined);
  }

  /** False when something that was read has changed meanwhile; then nothing is written. */
  async commit(stores: StoreName[], durability: "strict" | "relaxed"): Promise<boolean> {
    if (this.writes.length === 0) return true;
    const writes = await Promise.all(this.writes.map((write) => this.resting(write)));
    const tx = this.db.transaction(stores, "readwrite", { durability });
    tx.done.catch(() => undefined);
    try {
      const stamps = await Promise.all(this.reads.map(async ({ look }) => stampOf(await look(tx as Raw))));
      if (stamps.some((stamp, at) => stamp !== this.reads[at]!.stamp)) {
        tx.abort();
        return false;
      }
      await Promise.all(writes.map((write) => applied(tx as never, write)));
      await tx.done;
      return true;
    } catch (error) {
      aborted(tx);
      throw error;
    }
  }

  private async resting(write: Write): Promise<Write> {
    if (write.kind === "delete" || !isSealedStore(write.store)) return write;
    return { ...write, value: await toRest(write.store, write.value, write.key, this.open) };
  }
}

async function entry(tx: Raw, store: StoreName, key: unknown): Promise<Found> {
  const raw: unknown = await tx.objectStore(store).get(key as never);
  return raw === undefined ? [] : [[key, raw]];
}

type Many = { getAllKeys(query?: never): Promise<unknown[]>; getAll(query?: never): Promise<unknown[]> };

async function entries(source: unknown, query: unknown): Promise<Found> {
  const many = source as Many;
  const [keys, raws] = await Promise.all([many.getAllKeys(query as never), many.getAll(query as never)]);
  return raws.map((raw, at) => [keys[at], raw]);
}

async function keysOf(source: unknown, query: unknown): Promise<Found> {
  return (await (source as Many).getAllKeys(query as never)).map((key) => [key, null]);
}

/** Every writing makes a new IV, so that a record that was written since shows itself by it. */
function stampOf(found: Found): string {
  return JSON.stringify(found.map(([key, raw]) => [key, isAtRest(raw) ? hex(raw.sealed.iv) : raw]));
}

type Writable = {
  objectStore(name: StoreName): Record<"put" | "add", (value: unknown, key?: unknown) => Promise<unknown>> & {
    delete(key: unknown): Promise<void>;
  };
};

function applied(tx: Writable, { store, kind, value, key }: Write): Promise<unknown> {
  const target = tx.objectStore(store);
  if (kind === "delete") return target.delete(key);
  return key === undefined ? target[kind](value) : target[kind](value, key);
}

function aborted(tx: { abort(): void }): void {
  try {
    tx.abort();
  } catch {
    // It has been aborted already, by the failure itself.
  }
}
