/** One tab at a time does a job that two would do twice. */

import { newId } from "../api/ids";
import { loosely } from "../store/db";

const LEASE_MS = 30_000;
const tab = newId();

/**
 * Run `job` if no other tab is at it; returns whether it ran. Web Locks where they exist: they are given back by the
 * browser when the tab dies. Elsewhere a lease in the database, which runs out by itself.
 */
export async function alone(name: string, job: () => Promise<void>): Promise<boolean> {
  if (typeof navigator !== "undefined" && "locks" in navigator) {
    return navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
      if (lock) await job();
      return lock !== null;
    });
  }
  return underLease(name, job);
}

async function underLease(name: string, job: () => Promise<void>): Promise<boolean> {
  if (!(await lease(name, Date.now() + LEASE_MS))) return false;
  const renewal = setInterval(() => void lease(name, Date.now() + LEASE_MS), LEASE_MS / 3);
  try {
    await job();
  } finally {
    clearInterval(renewal);
    await lease(name, 0);
  }
  return true;
}

/** Take, renew or (`until` 0) give back the lease; false when another tab has it. */
export async function lease(name: string, until: number, by: string = tab): Promise<boolean> {
  return loosely(["keyed"], async (tx) => {
    const key = `lease:${name}`;
    const held = (await tx.objectStore("keyed").get(key)) as { by: string; until: number } | undefined;
    if (held && held.by !== by && held.until > Date.now()) return false;
    await tx.objectStore("keyed").put({ by, until }, key);
    return true;
  });
}
