/** SHA-256 of what was captured, taken at once: from here on every copy can be held against it. */

import { hex } from "../store/bytes";
import type { Source } from "../store/media";

/** WebCrypto hashes in one go, natively and fast; beyond this it would hold too much memory. */
const ONE_GO_BYTES = 64 << 20;
const PIECE_BYTES = 4 << 20;
const WORKER_STARTS_MS = 3_000;

/** Takes bytes one piece after the other. */
export type Hashing = { update(bytes: Uint8Array): Promise<void>; digest(): Promise<string> };
/** To the worker and back; `bytes` null asks for the end. */
export type Question = { n: number; bytes: ArrayBuffer | null };
export type Answer = { n: number; digest: string | null };

/** Lower-case hexadecimal. */
export async function hashOf(source: Source): Promise<string> {
  if (source.size <= ONE_GO_BYTES)
    return hex(await crypto.subtle.digest("SHA-256", await source.slice(0, source.size)));
  return hashInPieces(source, PIECE_BYTES);
}

/** Holds one piece at a time. */
export async function hashInPieces(source: Source, pieceBytes: number): Promise<string> {
  const hash = await hashing();
  for (let at = 0; at < source.size; at += pieceBytes) {
    await hash.update(new Uint8Array(await source.slice(at, Math.min(source.size, at + pieceBytes))));
  }
  return hash.digest();
}

/** Beside the page where there are workers, so that the screen does not stand still; else in it. */
export async function hashing(): Promise<Hashing> {
  return (await besideThePage().catch(() => null)) ?? inThePage();
}

/** Plain JavaScript, because our content security policy allows no WebAssembly. Loaded with the first large film. */
async function inThePage(): Promise<Hashing> {
  const { sha256 } = await import("@noble/hashes/sha2.js");
  const hash = sha256.create();
  return { update: async (bytes) => void hash.update(bytes), digest: async () => hex(hash.digest()) };
}

/** Null when it does not start. */
async function besideThePage(): Promise<Hashing | null> {
  if (typeof Worker === "undefined") return null;
  const worker = new Worker(new URL("./hash_worker.ts", import.meta.url), { type: "module" });
  const heard = (n: number) =>
    new Promise<Answer>((resolve, reject) => {
      const listen = ({ data }: MessageEvent<Answer>) => {
        if (data.n !== n) return;
        worker.removeEventListener("message", listen);
        resolve(data);
      };
      worker.addEventListener("message", listen);
      worker.addEventListener("error", () => reject(new Error("the hashing worker failed")), { once: true });
    });
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), WORKER_STARTS_MS));
  if ((await Promise.race([heard(0), late])) === null) {
    worker.terminate();
    return null;
  }
  let n = 0;
  const ask = (bytes: ArrayBuffer | null): Promise<Answer> => {
    const question: Question = { n: ++n, bytes };
    const answered = heard(n);
    worker.postMessage(question, bytes ? [bytes] : []);
    return answered;
  };
  return {
    // A copy goes: what is transferred is gone here, and the caller still has to write it down.
    update: async (bytes) => void (await ask(bytes.slice().buffer)),
    digest: async () => {
      const { digest } = await ask(null);
      worker.terminate();
      if (digest === null) throw new Error("the hashing worker said nothing");
      return digest;
    },
  };
}
