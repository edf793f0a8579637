/** Chains of signed captures in a package: who signed what, in which order, and what is missing (see `chain.py`). */

import type { Archive } from "./archive.ts";
import { hash, hex, unbase64, utf8 } from "./bytes.ts";
import * as confirmed from "./confirmed.ts";
import { isObject, strictJson, type Said } from "./json.ts";
import { publicKey, verified } from "./p256.ts";
import type { Policy } from "./policy.ts";
import { beaconHolds } from "./receipts.ts";
import { isIncomplete, Rejected, type Code, type Result } from "./verdicts.ts";

/** An entry of the record, why it is not believed, and its place in the log (-1: none). */
export type Told = { said: Said; code: Code | null; place: bigint };
export type Item = {
  id: string;
  file: string | null;
  sha256: string;
  size: number;
  event: number | null;
  withheld?: unknown;
  role?: unknown;
  derived_from?: unknown;
};
type Key = { public: CryptoKey; person: unknown; device: unknown; approved: Told | undefined; revoked: Told | undefined };
type Link = { event: Told; subject: string; sha256: string; prev: string };
type Chains = Map<string, Map<number, Link>>;
type Captures = Map<string, Set<string>>;
type Lines = Map<string, Said>;

export const KEYS = "chain/keys.json";
const ENTRY = /^chain\/([0-9a-f-]{36})\/([1-9][0-9]{0,15})\.json$/;
const FIRST = "0".repeat(64);
const OF_KEY = ["public_key", "person_id", "device_id"];
const CAPTURED = "capture.signed";
const ACTIONS = [CAPTURED, "capture.deleted", "capture.confirmed"];

/** Key and number of each entry that is there whole. */
function names(archive: Archive): Map<string, { key: string; n: number }> {
  const found = archive.names().map((name) => [name, ENTRY.exec(name)] as const).sort();
  return new Map(found.flatMap(([name, m]) => (m ? [[name, { key: m[1]!, n: Number(m[2]) }] as const] : [])));
}

/** What the package says of the keys, by their ids. Raises `Rejected`: it says it in another form. */
export async function listed(archive: Archive): Promise<Lines> {
  if (!archive.has(KEYS)) return new Map();
  const { keys } = strictJson(await archive.text(KEYS), KEYS);
  if (!Array.isArray(keys) || !keys.every((key) => isObject(key) && typeof key["id"] === "string")) throw new Rejected("index", KEYS);
  return new Map((keys as Said[]).map((key) => [key["id"] as string, key]));
}

/** Names of files that have their place here. */
export function filesOf(archive: Archive, keys: Lines): string[] {
  const whole = [...names(archive)].filter(([, { key }]) => keys.has(key)).map(([name]) => name);
  return [KEYS, ...whole, ...whole.map((name) => name.replace(/json$/, "sig"))];
}

/** Whether an event says that one of these keys has signed. */
export function isOfKeys(said: Said, keys: Lines): boolean {
  const { action, detail } = said;
  return ACTIONS.includes(String(action)) && isObject(detail) && keys.has(String(detail["key"]));
}

/** Hashes of the entries that were made when each medium was captured, as the record has them. */
export function manifestsOf(events: Map<number, Told>): Captures {
  const found: Captures = new Map();
  for (const chain of linksOf(events).values()) {
    for (const { event, subject, sha256 } of chain.values()) {
      if (event.said["action"] === CAPTURED) found.set(subject, (found.get(subject) ?? new Set()).add(sha256));
    }
  }
  return found;
}

/** One result for each entry, second officer, gap or break, and medium that nobody signed. */
export async function judged(archive: Archive, media: Item[], events: Map<number, Told>, policy: Policy): Promise<Result[]> {
  let lines: Lines;
  try {
    lines = await listed(archive);
  } catch (error) {
    if (error instanceof Rejected) return [{ item: error.where, code: error.code }];
    throw error;
  }
  const keys = new Map<string, Key | null>();
  for (const [id, line] of lines) keys.set(id, await keyOf(line, events));
  const [links, here] = [linksOf(events), names(archive)];
  const items = new Map(media.map((item) => [item.id, item]));
  const signed = manifestsOf(events);
  const results: Result[] = [];
  const entries: confirmed.Signed[] = [];
  for (const [name, { key, n }] of here) {
    const signer = keys.get(key) ?? null;
    const code = await entry(archive, name, n, key, signer, links.get(key)?.get(n), signed, items, policy);
    results.push({ item: name, code });
    if (code !== null && !isIncomplete(code)) continue;
    const data = await archive.text(name);
    entries.push({ said: strictJson(data, name), sha256: hex(hash(data)), person: signer?.person, code });
  }
  results.push(...confirmed.judged(entries));
  for (const [key, chain] of [...links].sort()) {
    const own = new Set([...here.values()].filter((each) => each.key === key).map(({ n }) => n));
    const told = [...chain].filter(([n, link]) => items.has(link.subject) && !own.has(n)).map(([n]) => n);
    results.push(...told.sort((a, b) => a - b).map((n): Result => ({ item: `chain/${key}/${n}.json`, code: "entry_missing" })));
    results.push(...standing(key, chain, own));
  }
  for (const { said } of events.values()) {
    const { action, detail, subject } = said;
    const item = String(subject);
    if (action !== "medium.received" || !isObject(detail) || !("chain" in detail) || !items.has(item) || signed.has(item)) continue;
    results.push({ item: `chain/${item}`, code: detail["manifest"] ? "entry_missing" : "no_manifest" });
  }
  return results;
}

export const isBelieved = ({ code }: Told) => code === null || isIncomplete(code);
export const inOrder = <T extends Told>(events: Map<number, T>): T[] => [...events].sort(([a], [b]) => a - b).map(([, event]) => event);

/** Null: the record does not show that this key was enrolled, by this person on this device. */
async function keyOf(line: Said, events: Map<number, Told>): Promise<Key | null> {
  const found = new Map<string, Told>();
  let enrolled: Said | null = null;
  for (const event of inOrder(events)) {
    const { subject, detail } = event.said;
    const action = String(event.said["action"]);
    if (subject !== line["id"] || !isBelieved(event) || !isObject(detail)) continue;
    if (action === "capture_key.enrolled") enrolled ??= detail;
    if (!found.has(action)) found.set(action, event);
  }
  if (!enrolled || OF_KEY.some((word) => line[word] !== enrolled[word])) return null;
  try {
    const key = await publicKey(unbase64(String(line["public_key"])));
    const approved = found.get("capture_key.approved");
    return {
      public: key,
      person: enrolled["person_id"],
      device: enrolled["device_id"],
      // Nobody vouches for themselves.
      approved: approved?.said["actor"] === enrolled["person_id"] ? undefined : approved,
      revoked: found.get("capture_key.revoked"),
    };
  } catch {
    return null;
  }
}

function linksOf(events: Map<number, Told>): Chains {
  const chains: Chains = new Map();
  for (const event of inOrder(events)) {
    const { action, detail, subject } = event.said;
    if (!ACTIONS.includes(String(action)) || !isObject(detail) || !isBelieved(event)) continue;
    const { key, n, sha256, prev } = detail;
    if (typeof key !== "string" || !Number.isInteger(n)) continue;
    const chain = chains.get(key) ?? new Map<number, Link>();
    const link = { event, subject: String(subject), sha256: String(sha256), prev: String(prev) };
    if (!chain.has(n as number)) chain.set(n as number, link);
    chains.set(key, chain);
  }
  return chains;
}

async function entry(
  archive: Archive,
  name: string,
  n: number,
  keyId: string,
  key: Key | null,
  link: Link | undefined,
  captures: Captures,
  items: Map<string, Item>,
  policy: Policy,
): Promise<Code | null> {
  if (!key) return "key_unknown";
  try {
    const data = await archive.text(name);
    const signature = await archive.text(name.replace(/json$/, "sig"));
    const message = new Uint8Array([...utf8("fengxun/manifest/v1\n"), ...data]);
    const how = await verified(key.public, signature, message);
    if (how !== "right") return how === "malleated" ? "malleated" : "signature";
    const said = strictJson(data, name);
    if (!link || link.sha256 !== hex(hash(data)) || link.subject !== said["id"]) return "event";
    if (said["key"] !== keyId || said["n"] !== n || said["prev"] !== link.prev) return "chain";
    const wrong = vouched(key, link, said, items) ?? confirms(said, captures) ?? ((await beaconHolds(said["beacon"], policy)) ? null : "beacon");
    return wrong ?? (key.approved ? link.event.code : "key_not_approved");
  } catch (error) {
    if (error instanceof Rejected) return error.code;
    throw error;
  }
}

/** Whether the key may speak for what is said, and says it of what is here. */
function vouched(key: Key, link: Link, said: Said, items: Map<string, Item>): Code | null {
  const [isCapture, item] = [said["kind"] === "capture", items.get(link.subject)];
  const officers = said["officers"];
  const first = Array.isArray(officers) ? officers[0] : undefined;
  if (said["device"] !== key.device || (isCapture && first !== key.person)) return "key_unknown";
  if (key.revoked && isBefore(key.revoked, link.event)) return "key_revoked";
  return isCapture && item && !says(said["media"], item) ? "manifest" : null;
}

/** A confirmation names the entry of a capture of the same medium. */
function confirms({ kind, id, manifest }: Said, captures: Captures): Code | null {
  return kind === "confirmed" && !captures.get(String(id))?.has(String(manifest)) ? "manifest" : null;
}

function says(media: unknown, { sha256, size, role }: Item): boolean {
  return isObject(media) && media["sha256"] === sha256 && media["size"] === size && (media["role"] ?? null) === (role ?? null);
}

/** By their places in the log; by their numbers while one of them has none. */
function isBefore(one: Told, two: Told): boolean {
  if (one.place >= 0n && two.place >= 0n) return one.place < two.place;
  return Number(one.said["id"]) < Number(two.said["id"]);
}

/** Where a number does not stand on the one before, and which are missing. */
function standing(key: string, chain: Map<number, Link>, own: Set<number>): Result[] {
  const found: Result[] = [];
  const numbers = [...chain.keys()].sort((a, b) => a - b);
  let expected = own.has(numbers[0]!) ? 1 : numbers[0]!;
  for (const n of numbers) {
    const { prev } = chain.get(n)!;
    if (n > expected) {
      const missing = n - 1 > expected ? `${expected}-${n - 1}` : String(expected);
      found.push({ item: `chain/${key}/${missing}`, code: "chain_gap" });
    } else if (prev !== (n === 1 ? FIRST : (chain.get(n - 1)?.sha256 ?? prev))) {
      found.push({ item: `chain/${key}/${n}`, code: "chain" });
    }
    expected = n + 1;
  }
  return found;
}
