/** Hashes what it is given, piece by piece, beside the page. */

import { sha256 } from "@noble/hashes/sha2.js";
import { hex } from "../store/bytes";
import type { Answer, Question } from "./hash";

const hash = sha256.create();

addEventListener("message", ({ data }: MessageEvent<Question>) => {
  if (data.bytes) hash.update(new Uint8Array(data.bytes));
  answer({ n: data.n, digest: data.bytes ? null : hex(hash.digest()) });
});

function answer(words: Answer): void {
  postMessage(words);
}

answer({ n: 0, digest: null });
