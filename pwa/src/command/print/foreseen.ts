/** What whoever checks a package will be told is missing or wrong, as far as it is known before it is made. Pure. */

import type { Media, MediaFacts } from "../../api/types";

export type Lack = "waiting" | "erased" | "key_not_approved" | "unsigned" | "gap" | "wrong";
/** `n` files; of what is `wrong` the verdict is FAIL, of everything else INCOMPLETE. */
export type Foreseen = { lack: Lack; n: number };

const ORDER: readonly Lack[] = ["wrong", "key_not_approved", "unsigned", "gap", "waiting", "erased"];

/** A camera's own files: what is made of one is judged by the record and not by a phone's signature. */
export function signable(media: readonly Media[]): Media[] {
  return media.filter(({ derived_from, role }) => derived_from === null && role !== "redacted");
}

/** `facts`: of those that could be read. The most serious first. */
export function foreseen(media: readonly Media[], facts: readonly MediaFacts[]): Foreseen[] {
  const found = [...media.flatMap(standing), ...facts.flatMap(signing)];
  return ORDER.map((lack) => ({ lack, n: found.filter((one) => one === lack).length })).filter(({ n }) => n > 0);
}

function standing({ state }: Media): Lack[] {
  if (state === "received" || state === "mismatch") return [];
  return [state === "erased" ? "erased" : "waiting"];
}

function signing({ chain, state }: MediaFacts): Lack[] {
  // Of what is not here yet the phone's signature may be on its way, too.
  if (state !== "received" || chain === "signed") return [];
  return [chain === "mismatch" || chain === "broken" ? "wrong" : chain];
}
