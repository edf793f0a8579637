/** How each record lies in the database: what finds and schedules it in clear, everything else sealed. */

import { hex } from "./bytes";
import type { Plain, StoreName } from "./db";
import { seal, unseal, Unopenable, type Fields, type Sealed } from "./seal";
import { Locked, type Vault } from "./vault";

/**
 * The fields that stay readable: keys and indexes, whose record it is, and what decides when something is sent. They
 * say that somebody keeps something of a size at a time, never what. Everything that is not named here is sealed.
 */
const CLEAR = {
  drafts: ["id", "person_id", "created_at", "updated_at"],
  ops: "n id kind entity needs person_id bytes film state phase attempts not_before created_at frozen_at done_at".split(
    " ",
  ),
  media: ["id", "lead_id", "person_id", "size", "parts"],
  patrols: ["id", "person_id", "state", "started_at", "ended_at"],
  rows: ["patrol_id", "first_seq", "count"],
  chunks: "patrol_id person_id first_seq count state attempts not_before frozen_at".split(" "),
  leads: ["id", "person_id", "detail_revision", "seen_revision"],
  entries: ["key", "n", "person_id", "capture", "made_at"],
  receipts: ["id", "person_id", "kept_at"],
  bodies: null,
  parts: null,
  own: null,
} satisfies Partial<Record<StoreName, readonly string[] | null>>;

export type SealedStore = keyof typeof CLEAR;
export const SEALED_STORES = Object.keys(CLEAR) as SealedStore[];
export type AtRest = Fields & { sealed: Sealed };

export function isSealedStore(store: StoreName): store is SealedStore {
  return store in CLEAR;
}

export function isAtRest(raw: unknown): raw is AtRest {
  return typeof raw === "object" && raw !== null && "sealed" in raw;
}

/** Raises `Locked`, also when the record is somebody else's. */
export async function toRest(store: SealedStore, value: unknown, key: unknown, vault: Vault | null): Promise<AtRest> {
  const owner = (value as { person_id?: unknown } | null)?.person_id ?? vault?.person;
  if (!vault || owner !== vault.person) throw new Locked();
  const names = clearOf(store);
  if (!names) {
    const sealed = await seal(vault.key, vault.person, [store, key], { value });
    return { sealed };
  }
  const fields = value as Fields;
  const clear = pick(fields, names);
  const hidden = Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
  return { ...clear, sealed: await seal(vault.key, vault.person, placeOf(store, clear), hidden) };
}

/** Raises `Unopenable`. */
export async function fromRest<S extends SealedStore>(
  store: S,
  raw: AtRest,
  key: unknown,
  vault: Vault,
): Promise<Plain[S]["value"]> {
  const names = clearOf(store);
  if (!names) return ((await unseal(vault.key, [store, key], raw.sealed)) as { value: Plain[S]["value"] }).value;
  const clear = pick(raw, names);
  return { ...clear, ...(await opened(store, clear, raw.sealed, vault)) } as Plain[S]["value"];
}

/** What can be told of a record without opening it. */
export function clearFields(store: SealedStore, raw: Fields): Fields {
  return pick(raw, clearOf(store) ?? []);
}

function clearOf(store: SealedStore): readonly string[] | null {
  return CLEAR[store];
}

function pick(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.filter((name) => name in fields).map((name) => [name, fields[name]]));
}

/** The clear fields are bound, too; save the number that the database gives only when it writes. */
function placeOf(store: SealedStore, { n: _, ...clear }: Fields): unknown {
  return [store, clear];
}

/** The outbox is looked through at every step; what has not been written since need not be opened again. */
const REMEMBERED = new Set<SealedStore>(["ops", "leads"]);
const MOST_REMEMBERED = 2_000;
const remembered = new Map<string, { vault: Vault; place: string; data: ArrayBuffer; fields: Fields }>();

async function opened(store: SealedStore, clear: Fields, sealed: Sealed, vault: Vault): Promise<Fields> {
  if (!REMEMBERED.has(store)) return unseal(vault.key, placeOf(store, clear), sealed);
  const name = hex(sealed.iv);
  const place = JSON.stringify(placeOf(store, clear));
  const known = remembered.get(name);
  if (known?.vault === vault && known.place === place && same(known.data, sealed.data)) return known.fields;
  const fields = await unseal(vault.key, placeOf(store, clear), sealed);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(name, { vault, place, data: sealed.data, fields });
  return fields;
}

/** A byte that has changed must not pass because the rest is known. */
function same(a: ArrayBuffer, b: ArrayBuffer): boolean {
  // The browser's own comparison of keys: byte by byte in script, fifty leads take an old phone longer than opening them.
  return indexedDB.cmp(a, b) === 0;
}

/** Drop what was opened. */
export function forgetOpened(): void {
  remembered.clear();
}

export { Unopenable };
