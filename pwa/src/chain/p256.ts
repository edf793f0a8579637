/** ECDSA P-256 over SHA-256 by WebCrypto: 64 bytes r‖s with s in the lower half, written as base64url. */

import { base64 } from "../store/bytes";

type Bytes = Uint8Array<ArrayBuffer>;

const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const HOW = { name: "ECDSA", hash: "SHA-256" };
const HALF = 32;
/** How many points the curve has. */
const ORDER = BigInt("0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

/** `public_key`: SPKI DER in base64. Nobody can read the private one, this page neither. */
export async function makePair(): Promise<{ private_key: CryptoKey; public_key: string }> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(CURVE, false, ["sign", "verify"]);
  return { private_key: privateKey, public_key: base64(await crypto.subtle.exportKey("spki", publicKey)) };
}

/** The signature of a text's UTF-8. */
export async function signed(key: CryptoKey, text: string): Promise<string> {
  return base64url(lowered(new Uint8Array(await crypto.subtle.sign(HOW, key, utf8(text)))));
}

/** Whether this signature of this text was made with the private half of `public_key`. Never raises. */
export async function holds(public_key: string, text: string, signature: string): Promise<boolean> {
  try {
    const bytes = unbase64url(signature);
    if (bytes.length !== 2 * HALF || isHigh(bytes)) return false;
    const key = await crypto.subtle.importKey("spki", unbase64url(public_key), CURVE, false, ["verify"]);
    return await crypto.subtle.verify(HOW, key, bytes, utf8(text));
  } catch {
    return false;
  }
}

/** (r, n - s) verifies as well as (r, s): of the two only one is taken, so that nobody can make the other out of it. */
export function lowered(signature: Bytes): Bytes {
  if (!isHigh(signature)) return signature;
  const low = signature.slice();
  const s = (ORDER - numberOf(signature.subarray(HALF))).toString(16).padStart(2 * HALF, "0");
  for (let at = 0; at < HALF; at++) low[HALF + at] = Number.parseInt(s.slice(2 * at, 2 * at + 2), 16);
  return low;
}

export function isHigh(signature: Bytes): boolean {
  return numberOf(signature.subarray(HALF)) > ORDER / 2n;
}

function numberOf(bytes: Uint8Array): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

export function utf8(text: string): Bytes {
  return new TextEncoder().encode(text) as Bytes;
}

export function base64url(bytes: Bytes): string {
  return base64(bytes.slice().buffer).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Of either alphabet, with padding or without. Raises when it is neither. */
export function unbase64url(text: string): Bytes {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}
