/** Each medium's story in the package, held against the entries it speaks of (see `custody.py`). */

import type { Archive } from "./archive.ts";
import type { Told } from "./chain.ts";
import { isObject, strictJson } from "./json.ts";
import { Rejected, type Code, type Result } from "./verdicts.ts";

const NAME = /^custody\/([0-9a-f-]{36})\.json$/;
const TOLD_BY_ITSELF = ["captured", "declared", "made"];

/** The medium of each story. */
function names(archive: Archive): [name: string, medium: string][] {
  return archive.names().sort().flatMap((name): [string, string][] => {
    const matched = NAME.exec(name);
    return matched ? [[name, matched[1]!]] : [];
  });
}

/** Names of files that have their place here. */
export function filesOf(archive: Archive, media: Set<string>): string[] {
  return names(archive).filter(([, own]) => media.has(own)).map(([name]) => name);
}

/** One result for each story that says something else than the record. */
export async function judged(archive: Archive, events: Map<number, Told>): Promise<Result[]> {
  const results: Result[] = [];
  for (const [name, own] of names(archive)) {
    const code = await wrong(archive, name, own, events);
    if (code) results.push({ item: name, code });
  }
  return results;
}

async function wrong(archive: Archive, name: string, own: string, events: Map<number, Told>): Promise<Code | null> {
  try {
    const { medium_id, entries } = strictJson(await archive.text(name), name);
    if (medium_id !== own || !Array.isArray(entries) || !entries.every((entry) => fits(entry, events))) return "custody";
    const told = new Set(entries.map((entry: { event: unknown }) => entry.event));
    return [...events].some(([number, { said }]) => said["subject"] === own && !told.has(number)) ? "custody" : null;
  } catch (error) {
    if (error instanceof Rejected) return error.code;
    throw error;
  }
}

/** What has a number is that entry of the record: the same act, by the same person, then, for the same purpose. */
function fits(entry: unknown, events: Map<number, Told>): boolean {
  if (!isObject(entry)) return false;
  const { event: number, kind } = entry;
  if (number === null) return TOLD_BY_ITSELF.includes(String(kind)) && (entry["purpose"] ?? null) === null;
  const said = typeof number === "number" ? events.get(number)?.said : undefined;
  if (!said || !isObject(said["detail"])) return false;
  const { purpose, ...detail } = said["detail"];
  const wanted = { kind: said["action"], actor: said["actor"], at: said["at"], purpose: typeof purpose === "string" ? purpose : null, detail };
  return Object.entries(wanted).every(([name, value]) => isEqual(entry[name] ?? null, value ?? null));
}

function isEqual(one: unknown, two: unknown): boolean {
  if (Array.isArray(one)) return Array.isArray(two) && one.length === two.length && one.every((each, n) => isEqual(each, two[n]));
  if (!isObject(one) || !isObject(two)) return one === two;
  const keys = Object.keys(one);
  return keys.length === Object.keys(two).length && keys.every((key) => key in two && isEqual(one[key], two[key]));
}
