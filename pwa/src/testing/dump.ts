/** Everything that lies in the database, byte by byte, as somebody sees it who has copied it. */

import { database } from "../store/db";

/** Whether a text can be found anywhere: as text, or as UTF-8 within bytes. */
export async function contains(text: string): Promise<boolean> {
  const db = await database();
  for (const store of db.objectStoreNames) {
    const [keys, values] = await Promise.all([db.getAllKeys(store), db.getAll(store)]);
    if (found(keys, text) || found(values, text)) return true;
  }
  return false;
}

function found(value: unknown, text: string): boolean {
  if (typeof value === "string") return value.includes(text);
  if (typeof value !== "object" || value === null) return false;
  const kind = Object.prototype.toString.call(value);
  if (kind === "[object ArrayBuffer]") return inBytes(new Uint8Array(value as ArrayBuffer), text);
  if (ArrayBuffer.isView(value)) return inBytes(new Uint8Array(value.buffer, value.byteOffset, value.byteLength), text);
  if (kind === "[object CryptoKey]") return false;
  return Object.entries(value).some(([name, part]) => name.includes(text) || found(part, text));
}

function inBytes(bytes: Uint8Array, text: string): boolean {
  const wanted = new TextEncoder().encode(text);
  return bytes.some((_, at) => wanted.every((byte, n) => bytes[at + n] === byte));
}
