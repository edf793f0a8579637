/** That the server has shut this device out: told by any answer, kept over a reload. */

import type { Uuid } from "../api/types";
import { onShutOut } from "../api/client";
import { sync, tell } from "./state";

const key = (person: Uuid) => `shut_out.${person}`;

/** Whose sessions this device is shut out for; a finder who reloads without a network sees no more than before. */
export function isShutOut(person: Uuid): boolean {
  return localStorage.getItem(key(person)) !== null;
}

export function rememberShutOut(person: Uuid, is: boolean): void {
  if (is) localStorage.setItem(key(person), "said");
  else localStorage.removeItem(key(person));
}

/** Calls `shut` once the server says it. Returns how to stop. */
export function watchShutOut(person: Uuid, shut: () => void): () => void {
  return onShutOut(() => {
    rememberShutOut(person, true);
    if (sync.get().revoked) return;
    tell({ revoked: true, signed_out: true, reach: "online" });
    shut();
  });
}
