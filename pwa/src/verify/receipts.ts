/** What the server answered for: receipts and beacons, by the keys that the policy names (see `receipts.py`). */

import type { Archive } from "./archive.ts";
import { utf8 } from "./bytes.ts";
import type { Item } from "./chain.ts";
import { isObject } from "./json.ts";
import { decoded, verified } from "./p256.ts";
import type { Policy } from "./policy.ts";
import { Rejected, type Code, type Result } from "./verdicts.ts";

const NAME = /^receipts\/([0-9a-f-]{36})\.txt$/;
const BEACON = /^fengxun\/beacon\/v1\n[^\n]{1,40}\n(-|[0-9a-f]{64})\n$/;

/** The medium of each receipt. */
function names(archive: Archive): [name: string, medium: string][] {
  return archive.names().sort().flatMap((name): [string, string][] => {
    const matched = NAME.exec(name);
    return matched ? [[name, matched[1]!]] : [];
  });
}

/** Names of files that have their place here. */
export function filesOf(archive: Archive, media: Set<string>): string[] {
  const found = names(archive).filter(([, own]) => media.has(own)).map(([name]) => name);
  return [...found, ...found.map((name) => name.replace(/txt$/, "sig"))];
}

/** One result for each receipt, when the policy says by which keys. */
export async function judged(archive: Archive, media: Item[], manifests: Map<string, Set<string>>, policy: Policy): Promise<Result[]> {
  if (policy.receipts.length === 0) return [];
  const results: Result[] = [];
  for (const [name, own] of names(archive)) {
    const item = media.find(({ id }) => id === own);
    results.push({ item: name, code: await receipt(archive, name, item, manifests, policy) });
  }
  return results;
}

async function receipt(
  archive: Archive,
  name: string,
  item: Item | undefined,
  manifests: Map<string, Set<string>>,
  policy: Policy,
): Promise<Code | null> {
  try {
    const [text, signature] = [await archive.text(name), await archive.text(name.replace(/txt$/, "sig"))];
    const lines = new TextDecoder("utf-8", { ignoreBOM: true }).decode(text).split("\n");
    if (!item || lines.length !== 9 || lines[8] || !(await isSigned(policy, signature, text))) return "receipt";
    const wanted = ["fengxun/receipt/v1", item.id, item.sha256, lines[3], String(item.size), lines[5], String(item.event ?? "-")];
    const known = lines[7] === "-" || (manifests.get(item.id)?.has(lines[7]!) ?? false);
    const right = known && wanted.every((word, n) => lines[n] === word) && (await fitsSm3(archive, item, lines[3]!));
    return right ? null : "receipt";
  } catch (error) {
    if (error instanceof Rejected) return error.code;
    throw error;
  }
}

/** Where the original is there. */
async function fitsSm3(archive: Archive, { file }: Item, said: string): Promise<boolean> {
  if (said === "-" || !file) return true;
  try {
    return (await archive.sm3(file)) === said;
  } catch (error) {
    if (error instanceof Rejected) return true; // said of the original itself
    throw error;
  }
}

async function isSigned(policy: Policy, signature: Uint8Array, text: Uint8Array): Promise<boolean> {
  for (const key of policy.receipts) if ((await verified(key, signature, text)) === "right") return true;
  return false;
}

/** Whether the earliest time that an entry says of itself is the server's; also when it says none. */
export async function beaconHolds(beacon: unknown, policy: Policy): Promise<boolean> {
  if (beacon === null || beacon === undefined || policy.receipts.length === 0) return true;
  if (!isObject(beacon)) return false;
  const { text, signature } = beacon;
  if (typeof text !== "string" || typeof signature !== "string" || !BEACON.test(text)) return false;
  const bytes = decoded(signature);
  return bytes !== null && isSigned(policy, bytes, utf8(text));
}
