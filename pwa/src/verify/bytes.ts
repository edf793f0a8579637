/** Bytes and text. */

import { sha256 } from "@noble/hashes/sha2.js";
import { Bad } from "./verdicts.ts";

export const hash = (...parts: Uint8Array[]): Uint8Array => {
  const made = sha256.create();
  for (const part of parts) made.update(part);
  return made.digest();
};

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Raises `TypeError` for what is no UTF-8; a mark of byte order is kept. */
export const textOf = (bytes: Uint8Array): string => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);

export const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export const same = (one: Uint8Array, two: Uint8Array): boolean =>
  one.length === two.length && one.every((byte, n) => byte === two[n]);

export function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/** Raises `Bad`: not base64, or base64 that says the same as another text would. */
export function unbase64(text: string): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    throw new Bad("not base64");
  }
  if (base64(bytes) !== text) throw new Bad("base64 with bits to spare");
  return bytes;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** As ZIP has it; `before` is that of what came before. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let value = ~before;
  for (const byte of bytes) value = TABLE[(value ^ byte) & 0xff]! ^ (value >>> 8);
  return ~value >>> 0;
}
