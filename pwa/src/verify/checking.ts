/** Every item of a package against its proof, and every proof against a policy: what `checking.py` does, in a browser. */

import { Archive } from "./archive.ts";
import { hash, textOf, utf8 } from "./bytes.ts";
import * as chain from "./chain.ts";
import type { Item, Told } from "./chain.ts";
import * as custody from "./custody.ts";
import * as derived from "./derived.ts";
import { isObject, strictJson, type Said } from "./json.ts";
import { includes, leafHash } from "./merkle.ts";
import { checkpoint, opened, proof, sameKey, type Checkpoint } from "./notes.ts";
import type { Policy } from "./policy.ts";
import * as receipts from "./receipts.ts";
import { Bad, isIncomplete, Rejected, type Code, type Result } from "./verdicts.ts";

type Index = { subject: string; items: Item[]; events: number[] };
type Event = Told & { point: Checkpoint | null };
type Believed = (note: string) => { point: Checkpoint | null; witnessed: boolean };

const INDEX = "index.json";
const RECEIVED = "medium.received";
const STAMP = ["stamp/checkpoint", "stamp/token.tsr", "stamp/growth"];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SHA256 = /^[0-9a-f]{64}$/;

/** One result for each original, copy and entry of the record, what phones signed, and one for the package as a whole. */
export async function verify(file: Blob, policy: Policy): Promise<Result[]> {
  try {
    const archive = await Archive.open(file);
    return await results(archive, await indexOf(archive), policy);
  } catch (error) {
    if (error instanceof Rejected) return [{ item: error.where, code: error.code }];
    throw error;
  }
}

async function results(archive: Archive, index: Index, policy: Policy): Promise<Result[]> {
  const found: Result[] = [];
  const events = new Map<number, Event>();
  const believed = remembering(policy);
  for (const number of index.events) {
    const event = await eventOf(archive, number, believed);
    events.set(number, event);
    found.push({ item: `events/${number}.json`, code: event.code });
  }
  for (const item of index.items) found.push(await original(archive, item, events));
  // An authority's stamp is checked by the Python verifier or by openssl.
  if (policy.stamps) found.push({ item: STAMP[1]!, code: "not_stamped" });
  found.push(...derived.judged(index.items, events));
  found.push(...(await chain.judged(archive, index.items, events, policy)));
  found.push(...(await receipts.judged(archive, index.items, chain.manifestsOf(events), policy)));
  found.push(...(await custody.judged(archive, events)));
  return [...found, { item: INDEX, code: await whole(archive, index, events) }];
}

async function indexOf(archive: Archive): Promise<Index> {
  const { v, subject, items, events } = strictJson(await archive.text(INDEX), INDEX);
  const right =
    v === 1 &&
    isMatch(subject, UUID) &&
    Array.isArray(items) &&
    items.every((item) => isObject(item) && isItem(item)) &&
    Array.isArray(events) &&
    events.every((n, at) => Number.isInteger(n) && n >= 0 && n < 1e18 && (at === 0 || n > events[at - 1]));
  if (!right || new Set(items.map((item: Item) => item.id)).size !== items.length) throw new Rejected("index", INDEX);
  return { subject, items, events } as Index;
}

function isItem({ id, file, sha256, size, event }: Said): boolean {
  const named = file === null || file === undefined || (typeof file === "string" && file.startsWith(`originals/${id}.`));
  return isMatch(id, UUID) && isMatch(sha256, SHA256) && Number.isInteger(size) && named && ((event ?? null) === null || Number.isInteger(event));
}

const isMatch = (value: unknown, form: RegExp): value is string => typeof value === "string" && form.test(value);

async function eventOf(archive: Archive, number: number, believed: Believed): Promise<Event> {
  const none = { point: null, place: -1n };
  try {
    const body = await archive.text(`events/${number}.json`);
    const said = strictJson(body, `events/${number}.json`);
    if (said["v"] !== 1 || said["id"] !== number) return { said, code: "event", ...none };
    if (!archive.has(`events/${number}.tlog-proof`)) return { said, code: "not_sealed", ...none };
    return { said, ...none, ...proven(body, await archive.text(`events/${number}.tlog-proof`), believed) };
  } catch (error) {
    if (error instanceof Rejected) return { said: {}, code: error.code, ...none };
    throw error;
  }
}

function proven(body: Uint8Array, held: Uint8Array, believed: Believed): Omit<Event, "said" | "place" | "point"> & Partial<Event> {
  let told;
  try {
    told = proof(textOf(held));
  } catch (error) {
    if (error instanceof Bad || error instanceof TypeError) return { code: "proof" };
    throw error;
  }
  if (!told.extra) return { code: "proof" };
  const { point, witnessed } = believed(told.note);
  if (!point) return { code: "checkpoint" };
  const entry = new Uint8Array([...utf8("fengxun/leaf/v1\n"), ...hash(told.extra, body)]);
  if (!includes(leafHash(entry), told.index, point.size, told.hashes, point.root)) return { code: "not_in_log", point };
  return { code: witnessed ? null : "witnesses", point, place: told.index };
}

/** The checkpoint if its own log has signed it, and whether enough witnesses have; each note is looked at once. */
function remembering(policy: Policy): Believed {
  const known = new Map<string, ReturnType<Believed>>();
  return (note) => {
    const found = known.get(note) ?? looked(note, policy);
    known.set(note, found);
    return found;
  };
}

function looked(note: string, { logs, witnesses, quorum }: Policy): ReturnType<Believed> {
  try {
    const { text, signed } = opened(note, [...logs, ...witnesses]);
    const point = checkpoint(text);
    const isOwn = signed.some((key) => key.name === point.origin && logs.some((log) => sameKey(log, key)));
    const count = witnesses.filter((witness) => signed.some((key) => sameKey(witness, key))).length;
    return { point: isOwn ? point : null, witnessed: isOwn && count >= quorum };
  } catch (error) {
    if (error instanceof Bad) return { point: null, witnessed: false };
    throw error;
  }
}

async function original(archive: Archive, item: Item, events: Map<number, Event>): Promise<Result> {
  const name = item.file ?? `originals/${item.id}`;
  const own = ({ said }: Event) => said["action"] === RECEIVED && said["subject"] === item.id;
  if (!item.file) return { item: name, code: whyMissing(item, events) };
  let digest: string;
  try {
    digest = await archive.digest(item.file, item.size);
  } catch (error) {
    if (error instanceof Rejected) return { item: name, code: error.code };
    throw error;
  }
  const event = item.event === null ? undefined : events.get(item.event);
  if (!event || (event.code && !isIncomplete(event.code))) return { item: name, code: event?.code ?? "event" };
  if (!own(event)) return { item: name, code: "event" };
  const { detail } = event.said;
  const right = isObject(detail) && detail["sha256"] === digest && detail["size"] === item.size && digest === item.sha256;
  return { item: name, code: right ? event.code : "hash" };
}

/** What the record says of an original that is not in the package; the index alone is not believed. */
function whyMissing(item: Item, events: Map<number, Event>): Code {
  const said = [...events.values()].map((event) => event.said);
  const done = said.filter(({ subject }) => subject === item.id).map(({ action }) => action);
  if (done.includes("medium.erased")) return "erased";
  if (item.withheld === true && isCovered(item, said)) return "withheld";
  return done.includes(RECEIVED) ? "entry_missing" : "not_received";
}

/** By the record a redacted copy was made of it, or of what it shows; the copy itself is never withheld. */
function isCovered(item: Item, said: Said[]): boolean {
  const copies = new Map<unknown, unknown>();
  for (const { action, subject, detail } of said) {
    if (action === "medium.derived" && isObject(detail) && detail["role"] === "redacted") copies.set(detail["medium"], subject);
  }
  return !copies.has(item.id) && [...copies.values()].includes(item.derived_from || item.id);
}

/** Nothing in it that the index does not name, nothing about anything else than its lead, nothing left out that the record speaks of. */
async function whole(archive: Archive, index: Index, events: Map<number, Event>): Promise<Code | null> {
  const about = new Set([index.subject, ...index.items.map(({ id }) => id)]);
  const all = [...events.values()];
  try {
    const keys = await chain.listed(archive);
    const files = new Set([
      "README.txt",
      INDEX,
      "lead.json",
      ...STAMP,
      ...index.events.flatMap((n) => [`events/${n}.json`, `events/${n}.tlog-proof`]),
      ...index.items.flatMap(({ file }) => file ?? []),
      ...chain.filesOf(archive, keys),
      ...receipts.filesOf(archive, about),
      ...custody.filesOf(archive, about),
    ]);
    if (archive.names().some((name) => !files.has(name))) return "foreign_entry";
    const isStrange = ({ code, said }: Event) =>
      (code !== null && !isIncomplete(code)) ||
      (!about.has(String(said["subject"])) && !keys.has(String(said["subject"])) && !chain.isOfKeys(said, keys));
    if (all.some(isStrange)) return "event";
    await archive.text("README.txt");
    if (strictJson(await archive.text("lead.json"), "lead.json")["id"] !== index.subject) return "index";
  } catch (error) {
    if (error instanceof Rejected) return error.code;
    throw error;
  }
  const points = all.flatMap(({ point }) => (point ? [`${point.origin}\n${point.size}\n`, point.root.join()] as const : []));
  if (isForked(points)) return "forked";
  return omits(index, events) ? "omitted" : null;
}

/** Names and roots by turns: one name with two roots. */
function isForked(points: readonly string[]): boolean {
  const roots = new Map<string, string>();
  for (let n = 0; n < points.length; n += 2) {
    const [name, root] = [points[n]!, points[n + 1]!];
    if ((roots.get(name) ?? root) !== root) return true;
    roots.set(name, root);
  }
  return false;
}

/** Every report and every step of a lead says how many media came with it; what was made here came with none. */
function omits(index: Index, told: Map<number, Event>): boolean {
  const events = [...told.values()];
  const made = derived.madeHere(told);
  const own = events.filter(({ said }) => said["subject"] === index.subject).map(({ said }) => said);
  const counts = own.filter(({ action }) => action !== "lead.packaged").map(({ detail }) => (isObject(detail) ? detail["media"] : 0));
  const sum = counts.reduce<number>((n, media) => n + (Number.isInteger(media) ? (media as number) : 0), 0);
  return !own.some(({ action }) => action === "lead.reported") || sum > index.items.filter(({ id }) => !made.has(id)).length;
}
