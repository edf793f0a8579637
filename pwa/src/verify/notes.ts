/** Signed notes, checkpoints, cosignatures and proofs as text (see `notes.py`). */

import { hashes as needs, verify } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2.js";
import { hash, hex, same, unbase64, utf8 } from "./bytes.ts";
import { Bad } from "./verdicts.ts";

needs.sha512 = sha512;

export const [ED25519, COSIGNATURE] = [1, 4];
const NUMBER = /^(0|[1-9][0-9]{0,17})$/;
const NAME = /^[^\s+\x00-\x1f]{1,200}$/;
const LINE = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/;
const PROOF = "c2sp.org/tlog-proof@v1";
const MAX_NOTE = 64 << 10;

export type Key = { name: string; kind: number; public: Uint8Array; id: string };
export type Checkpoint = { origin: string; size: bigint; root: Uint8Array };
export type Proof = { index: bigint; hashes: Uint8Array[]; note: string; extra: Uint8Array | null };

export function keyOf(vkey: string): Key {
  const [name = "", short = "", ...rest] = vkey.trim().split("+");
  const data = unbase64(rest.join("+"));
  if (!NAME.test(name) || data.length !== 33 || ![ED25519, COSIGNATURE].includes(data[0]!)) throw new Bad("not the vkey of an Ed25519 key");
  const id = hex(hash(utf8(`${name}\n`), data).subarray(0, 4));
  if (id !== short) throw new Bad("the vkey's id is not that of its key");
  return { name, kind: data[0]!, public: data.subarray(1), id };
}

/** The text of a note and the known keys that have signed it. Raises `Bad`: a known key's signature is wrong, or none is there. */
export function opened(note: string, keys: Key[]): { text: string; signed: Key[] } {
  // eslint-disable-next-line no-control-regex -- what a note must not hold
  if ([...note].length > MAX_NOTE || /[\x00-\x09\x0b-\x1f]/.test(note)) throw new Bad("too long, or with control characters");
  const cut = note.lastIndexOf("\n\n");
  if (cut < 0 || !note.endsWith("\n") || cut + 2 >= note.length) throw new Bad("no text, blank line and signatures");
  const text = note.slice(0, cut + 1);
  const signed: Key[] = [];
  for (const line of note.slice(cut + 2, -1).split("\n")) {
    const matched = LINE.exec(line);
    if (!matched) throw new Bad("a line of signatures is none");
    const data = unbase64(matched[2]!);
    const id = hex(data.subarray(0, 4));
    const key = keys.find((each) => each.name === matched[1] && each.id === id);
    if (!key) continue;
    prove(key, text, data.subarray(4));
    signed.push(key);
  }
  if (signed.length === 0) throw new Bad("no known key has signed");
  return { text, signed };
}

function prove(key: Key, text: string, signature: Uint8Array): void {
  let [message, bare] = [text, signature];
  if (key.kind === COSIGNATURE) {
    if (signature.length !== 72 || signature[0]! & 0x80) throw new Bad("a cosignature has a time and 64 bytes");
    message = `cosignature/v1\ntime ${BigInt(`0x${hex(signature.subarray(0, 8))}`)}\n${text}`;
    bare = signature.subarray(8);
  }
  if (bare.length !== 64 || !holds(bare, message, key)) throw new Bad(`the signature of ${key.name} is wrong`);
}

function holds(signature: Uint8Array, message: string, key: Key): boolean {
  try {
    return verify(signature, utf8(message), key.public, { zip215: false });
  } catch {
    return false;
  }
}

export function checkpoint(text: string): Checkpoint {
  const lines = text.split("\n");
  if (lines.length < 4 || lines.at(-1) || lines.slice(0, -1).includes("")) throw new Bad("a checkpoint has three lines at least");
  const [origin, size, root] = lines as [string, string, string];
  if (!NUMBER.test(size)) throw new Bad("the size of a checkpoint is a number");
  return { origin, size: BigInt(size), root: oneHash(root) };
}

export function proof(text: string): Proof {
  const cut = text.indexOf("\n\n");
  const lines = text.slice(0, Math.max(cut, 0)).split("\n");
  if (cut < 0 || lines.shift() !== PROOF || lines.length === 0) throw new Bad("not a tlog-proof");
  const extra = lines[0]!.startsWith("extra ") ? unbase64(lines.shift()!.slice(6)) : null;
  const index = /^index (.*)$/.exec(lines[0] ?? "")?.[1] ?? "";
  if (!NUMBER.test(index)) throw new Bad("a proof says its index");
  if (lines.length > 64) throw new Bad("a proof has at most 63 hashes");
  return { index: BigInt(index), hashes: lines.slice(1).map(oneHash), note: text.slice(cut + 2), extra };
}

function oneHash(text: string): Uint8Array {
  const data = unbase64(text);
  if (data.length !== 32) throw new Bad("a hash has 32 bytes");
  return data;
}

export const sameKey = (one: Key, two: Key) => one.name === two.name && one.kind === two.kind && same(one.public, two.public);
