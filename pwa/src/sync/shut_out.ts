/** That the server has shut this device out: told by any answer, kept over a reload, asked after while nothing else is. */

import type { Uuid } from "../api/types";
import { answeredAt, onShutOut } from "../api/client";
import type { Sender } from "./later";
import { sync, tell } from "./state";

const key = (person: Uuid) => `shut_out.${person}`;
/** So soon a phone in somebody's hand learns of it, even when it has nothing to send. */
const ASK_MS = 10_000;

/** Whose sessions this device is shut out for; a finder who reloads without a network sees no more than before. */
export function isShutOut(person: Uuid): boolean {
  return localStorage.getItem(key(person)) !== null;
}

export function rememberShutOut(person: Uuid, is: boolean): void {
  if (is) localStorage.setItem(key(person), "said");
  else localStorage.removeItem(key(person));
}

/** Whether to ask the server now who we are: in sight, within reach, and nothing was answered for a while. */
export function mayAskNow(seen: boolean, reach: string, answered: number, now: number): boolean {
  return seen && reach === "online" && now - answered >= ASK_MS - 1_000;
}

/** Calls `shut` once the server says it. Returns how to stop. */
export function watchShutOut(person: Uuid, runner: Sender, shut: () => void): () => void {
  const said = () => {
    rememberShutOut(person, true);
    if (sync.get().revoked) return;
    tell({ revoked: true, signed_out: true, reach: "online" });
    shut();
  };
  const stop = onShutOut(said);
  const ask = () => {
    const seen = document.visibilityState === "visible";
    if (mayAskNow(seen, sync.get().reach, answeredAt(), Date.now())) void runner.hurry();
  };
  const timer = setInterval(ask, ASK_MS);
  return () => {
    stop();
    clearInterval(timer);
  };
}
