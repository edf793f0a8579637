/** Data keys and what they are wrapped with. WebCrypto only; nothing of our own. */

import type { Uuid } from "../api/types";
import { database, strictly } from "../store/db";
import type { Wrapped } from "../store/records";
import { Unopenable } from "../store/seal";

type Bytes = Uint8Array<ArrayBuffer>;

/** PBKDF2-HMAC-SHA-256, as OWASP asks for. */
export const ITERATIONS = 600_000;
const DEVICE_KEY = "device_key";
const AES = { name: "AES-GCM", length: 256 };

export function randomBytes(count: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(count));
}

/** A data key as it is used: nobody can read it back. */
export function usable(raw: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", raw, AES, false, ["encrypt", "decrypt"]);
}

/** This device's own key: made once, kept by the browser, never readable. A copied database alone opens nothing. */
export async function deviceKey(): Promise<CryptoKey> {
  const kept = (await (await database()).get("keyed", DEVICE_KEY)) as CryptoKey | undefined;
  if (kept) return kept;
  const made = await crypto.subtle.generateKey(AES, false, ["encrypt", "decrypt"]);
  return strictly(["keyed"], async (tx) => {
    const known = (await tx.objectStore("keyed").get(DEVICE_KEY)) as CryptoKey | undefined;
    if (!known) await tx.objectStore("keyed").put(made, DEVICE_KEY);
    return known ?? made;
  });
}

export async function pinKey(pin: string, salt: Bytes, iterations: number): Promise<CryptoKey> {
  const secret = new TextEncoder().encode(pin.normalize("NFKC")) as Bytes;
  const base = await crypto.subtle.importKey("raw", secret, "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(how, base, AES, false, ["encrypt", "decrypt"]);
}

/** From what the server gives a person for the right password on this device, in base64. */
export async function recoveryKey(secret: string, person: Uuid): Promise<CryptoKey> {
  const bytes = Uint8Array.from(atob(secret), (letter) => letter.charCodeAt(0));
  const base = await crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveKey"]);
  const info = new TextEncoder().encode(`fengxun/1 recovery ${person}`) as Bytes;
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info };
  return crypto.subtle.deriveKey(how, base, AES, false, ["encrypt", "decrypt"]);
}

/** Encrypted under one key after the other: all of them are needed to get it back. */
export async function wrap(raw: Bytes, person: Uuid, keys: readonly CryptoKey[]): Promise<Wrapped> {
  let data: ArrayBuffer = raw.slice().buffer;
  const ivs: Bytes[] = [];
  for (const key of keys) {
    const iv = randomBytes(12);
    data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: boundTo(person) }, key, data);
    ivs.push(iv);
  }
  return { ivs, data };
}

/** Raises `Unopenable`. `keys` in the order they were wrapped with. */
export async function unwrap({ ivs, data }: Wrapped, person: Uuid, keys: readonly CryptoKey[]): Promise<Bytes> {
  try {
    let inner = data;
    for (let at = keys.length - 1; at >= 0; at--) {
      const how = { name: "AES-GCM", iv: ivs[at]!, additionalData: boundTo(person) };
      inner = await crypto.subtle.decrypt(how, keys[at]!, inner);
    }
    return new Uint8Array(inner);
  } catch {
    throw new Unopenable("the key does not open");
  }
}

function boundTo(person: Uuid): Bytes {
  return new TextEncoder().encode(`fengxun/1 data key ${person}`) as Bytes;
}
