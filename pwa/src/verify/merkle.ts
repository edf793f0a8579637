/** Whether an entry is in a tree (RFC 9162, 2.1.3.2). */

import { hash, same } from "./bytes.ts";

export const leafHash = (entry: Uint8Array) => hash(Uint8Array.of(0), entry);
const node = (left: Uint8Array, right: Uint8Array) => hash(Uint8Array.of(1), left, right);

export function includes(leaf: Uint8Array, index: bigint, size: bigint, proof: Uint8Array[], root: Uint8Array): boolean {
  if (index >= size) return false;
  let [at, last, found] = [index, size - 1n, leaf];
  for (const sibling of proof) {
    if (last === 0n) return false;
    if (at & 1n || at === last) {
      found = node(sibling, found);
      while (!(at & 1n) && at) [at, last] = [at >> 1n, last >> 1n];
    } else {
      found = node(found, sibling);
    }
    [at, last] = [at >> 1n, last >> 1n];
  }
  return last === 0n && same(found, root);
}

/** Whether the proof shows that the tree of `next` leaves begins with that of `old`; 0 < old < next (RFC 9162, 2.1.4.2). */
export function grew(old: bigint, oldRoot: Uint8Array, next: bigint, root: Uint8Array, proof: Uint8Array[]): boolean {
  const hashes = (old & (old - 1n)) === 0n ? [oldRoot, ...proof] : proof;
  if (hashes.length === 0) return false;
  let [at, last] = [old - 1n, next - 1n];
  while (at & 1n) [at, last] = [at >> 1n, last >> 1n];
  let [before, after] = [hashes[0]!, hashes[0]!];
  for (const each of hashes.slice(1)) {
    if (last === 0n) return false;
    if (at & 1n || at === last) {
      [before, after] = [node(each, before), node(each, after)];
      while (!(at & 1n) && at) [at, last] = [at >> 1n, last >> 1n];
    } else {
      after = node(after, each);
    }
    [at, last] = [at >> 1n, last >> 1n];
  }
  return last === 0n && same(before, oldRoot) && same(after, root);
}
