/** How far a photo's bytes have come, from two sources of different age: the live line and the last reading. */

import type { Media } from "../api/types";

/** A photo whose bytes turned out wrong is sent again from the start. */
const RANK: Record<Media["state"], number> = { mismatch: 0, declared: 0, uploading: 1, verifying: 2, received: 3, erased: 4 };

/** The later of two accounts of the same medium. */
export function later(a: Media, b: Media): Media {
  const ahead =
    RANK[b.state] - RANK[a.state] ||
    b.received_bytes - a.received_bytes ||
    Number(b.preview !== "pending") - Number(a.preview !== "pending");
  return ahead > 0 ? b : a;
}

/** Whether bytes are on their way right now, so that it is worth asking how many. */
export function isArriving({ state }: Media): boolean {
  return state === "uploading" || state === "verifying";
}
