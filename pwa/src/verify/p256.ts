/** ECDSA P-256 over SHA-256 as browsers make it: 64 bytes r and s, with s in the lower half. */

import { base64, hex, same, unbase64 } from "./bytes.ts";
import { Bad } from "./verdicts.ts";

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const CURVE = { name: "ECDSA", namedCurve: "P-256" };
export type How = "right" | "wrong" | "malleated";

/** Raises `Bad`: not the DER of a P-256 public key, or not the only one there is of it. */
export async function publicKey(spki: Uint8Array): Promise<CryptoKey> {
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey("spki", spki as BufferSource, CURVE, true, ["verify"]);
  } catch {
    throw new Bad("a key of another kind");
  }
  if (!same(new Uint8Array(await crypto.subtle.exportKey("spki", key)), spki)) throw new Bad("the same key can be written shorter");
  return key;
}

export async function verified(key: CryptoKey, signature: Uint8Array, message: Uint8Array): Promise<How> {
  if (signature.length !== 64) return "wrong";
  const how = { name: "ECDSA", hash: "SHA-256" };
  if (!(await crypto.subtle.verify(how, key, signature as BufferSource, message as BufferSource))) return "wrong";
  return BigInt(`0x${hex(signature.subarray(32))}`) > ORDER / 2n ? "malleated" : "right";
}

/** Base64url without padding, 64 bytes. */
export function decoded(text: string): Uint8Array | null {
  if (!/^[\w-]*$/.test(text)) return null;
  try {
    const bytes = unbase64(text.replaceAll("-", "+").replaceAll("_", "/") + "==");
    return bytes.length === 64 && base64(bytes).replaceAll("=", "").length === text.length ? bytes : null;
  } catch {
    return null;
  }
}
