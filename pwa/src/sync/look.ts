/**
 * Looks at the server while nothing is sent: whether it still knows this phone, and what its person was sent with. One
 * timer for both, which asks nothing out of reach, and nothing of a phone that nobody looks at, unless its person has
 * let it tell them of new tasks.
 */

import { answeredAt } from "../api/client";
import type { Me } from "../api/types";
import { askStanding } from "./identity";
import type { Sender } from "./later";
import { pullGiven } from "./pull";
import { sync, type SyncState } from "./state";

/** So soon a phone in somebody's hand learns that it was shut out, even when it has nothing to send. */
const ASK_MS = 10_000;
/** So soon a new task is seen. */
const GIVEN_MS = 30_000;
/** Timers do not come to the millisecond. */
const SLACK_MS = 1_000;

export type Phone = Pick<SyncState, "reach" | "signed_out"> & {
  seen: boolean;
  notifies: boolean;
  /** Its person is sent out with leads. */
  works: boolean;
};

/** What to ask now. `answered`, `looked`: when the server last answered, and was last asked for tasks, epoch ms. Pure. */
export function toAsk(phone: Phone, answered: number, looked: number, now: number): "given" | "standing" | null {
  const { reach, signed_out, seen, notifies, works } = phone;
  if (reach !== "online" || signed_out) return null;
  if (works && (seen || notifies) && now - looked >= GIVEN_MS - SLACK_MS) return "given";
  return seen && now - answered >= ASK_MS - SLACK_MS ? "standing" : null;
}

/** Returns how to stop. */
export function keepLooking(me: Me, runner: Sender): () => void {
  let looked = Date.now();
  let busy = false;
  const look = async () => {
    const { reach, signed_out } = sync.get();
    const seen = document.visibilityState === "visible";
    const phone = { reach, signed_out, seen, notifies: mayNotify(), works: "lead.work" in me.permissions };
    const ask = toAsk(phone, answeredAt(), looked, Date.now());
    if (ask === null) return;
    // The sender finds out what it means that there was no answer, or another one.
    if ((await askStanding()) !== "same") return runner.hurry();
    if (ask === "standing") return;
    looked = Date.now();
    await pullGiven(me.id);
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    void look().catch(() => undefined).finally(() => (busy = false));
  }, ASK_MS);
  return () => clearInterval(timer);
}

export function mayNotify(): boolean {
  return "Notification" in globalThis && Notification.permission === "granted";
}
