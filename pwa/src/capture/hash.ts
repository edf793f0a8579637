/** SHA-256 of what was captured, taken at once: from here on every copy can be held against it. */

import { hex } from "../store/bytes";
import type { Source } from "../store/media";

/** WebCrypto hashes in one go, natively and fast; beyond this it would hold too much memory. */
const ONE_GO_BYTES = 64 << 20;
const PIECE_BYTES = 4 << 20;

/** Lower-case hexadecimal. */
export async function hashOf(source: Source): Promise<string> {
  if (source.size <= ONE_GO_BYTES)
    return hex(await crypto.subtle.digest("SHA-256", await source.slice(0, source.size)));
  return hashInPieces(source, PIECE_BYTES);
}

/** Plain JavaScript, because our content security policy allows no WebAssembly. Loaded with the first large film. */
export async function hashInPieces(source: Source, pieceBytes: number): Promise<string> {
  const { sha256 } = await import("@noble/hashes/sha2.js");
  const hash = sha256.create();
  for (let at = 0; at < source.size; at += pieceBytes) {
    hash.update(new Uint8Array(await source.slice(at, Math.min(source.size, at + pieceBytes))));
  }
  return hex(hash.digest());
}
