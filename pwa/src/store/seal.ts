/** One value as it lies on the disk: AES-GCM-256 by WebCrypto, with an IV of its own, bound to its place. */

import type { Uuid } from "../api/types";

/** `by`: whose data key opens it. */
export type Sealed = { by: Uuid; iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer };
export type Fields = Record<string, unknown>;

/** It was made with another key, lay in another place, or a bit of it is different. */
export class Unopenable extends Error {}

const FORMAT = "fengxun/1";
const IV_BYTES = 12;

/** `place` says where the value lies and what stands beside it in clear; it opens only there. */
export async function seal(key: CryptoKey, by: Uuid, place: unknown, fields: Fields): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound(by, place) }, key, pack(fields));
  return { by, iv, data };
}

/** Raises `Unopenable`. */
export async function unseal(key: CryptoKey, place: unknown, { by, iv, data }: Sealed): Promise<Fields> {
  try {
    const name = "AES-GCM";
    return unpack(await crypto.subtle.decrypt({ name, iv, additionalData: bound(by, place) }, key, data));
  } catch {
    throw new Unopenable("does not open");
  }
}

function bound(by: Uuid, place: unknown): Uint8Array<ArrayBuffer> {
  return text(JSON.stringify([FORMAT, by, place]));
}

function text(words: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(words) as Uint8Array<ArrayBuffer>;
}

/** By its name, because a buffer read in another realm is no instance of this one's class. */
export function isBytes(value: unknown): value is ArrayBuffer {
  return Object.prototype.toString.call(value) === "[object ArrayBuffer]";
}

/** Length of a head in JSON, the head, then the buffers it names: bytes are not blown up into text. */
function pack(fields: Fields): Uint8Array<ArrayBuffer> {
  const buffers = Object.entries(fields).filter((field): field is [string, ArrayBuffer] => isBytes(field[1]));
  const rest = Object.fromEntries(Object.entries(fields).filter(([, value]) => !isBytes(value)));
  const head = text(JSON.stringify([rest, buffers.map(([name, { byteLength }]) => [name, byteLength])]));
  const size = buffers.reduce((sum, [, { byteLength }]) => sum + byteLength, 4 + head.length);
  const packed = new Uint8Array(size);
  new DataView(packed.buffer).setUint32(0, head.length);
  packed.set(head, 4);
  let at = 4 + head.length;
  for (const [, bytes] of buffers) {
    packed.set(new Uint8Array(bytes), at);
    at += bytes.byteLength;
  }
  return packed;
}

function unpack(packed: ArrayBuffer): Fields {
  let at = 4 + new DataView(packed).getUint32(0);
  const head = new TextDecoder().decode(new Uint8Array(packed, 4, at - 4));
  const [fields, buffers] = JSON.parse(head) as [Fields, [string, number][]];
  for (const [name, size] of buffers) {
    fields[name] = packed.slice(at, at + size);
    at += size;
  }
  return fields;
}
