/** The data key of the person who has unlocked this page; in memory only, and never readable. */

import type { Uuid } from "../api/types";

export type Vault = { person: Uuid; key: CryptoKey };

let open: Vault | null = null;
let held = 0;
let released: (() => void)[] = [];

/** Nobody has unlocked the phone: there is no key to write or read with. */
export class Locked extends Error {
  constructor() {
    super("the phone is locked");
  }
}

export function vault(): Vault | null {
  return open;
}

export function openVault(person: Uuid, key: CryptoKey): void {
  open = { person, key };
}

/** Do a job that needs the key to its end: locking waits for it. */
export async function whileOpen<T>(job: () => Promise<T>): Promise<T> {
  held++;
  try {
    return await job();
  } finally {
    held--;
    if (held === 0) for (const go of released.splice(0)) go();
  }
}

/** Forget the key as soon as nothing is being written any more. */
export async function closeVault(): Promise<void> {
  const closing = open;
  while (held > 0) await new Promise<void>((go) => released.push(go));
  if (open === closing) open = null;
}
