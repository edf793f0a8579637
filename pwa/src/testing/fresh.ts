/** An empty database for every test, unlocked by "me". */

import { IDBFactory } from "fake-indexeddb";
import { beforeEach } from "vitest";
import { disconnect } from "../store/db";
import { openVault } from "../store/vault";

beforeEach(async () => {
  await disconnect();
  globalThis.indexedDB = new IDBFactory();
  await unlockAs("me");
});

const keys = new Map<string, CryptoKey>();

/** The phone is in somebody's hands. */
export async function unlockAs(person: string): Promise<void> {
  const made = () => crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const key = keys.get(person) ?? (await made());
  keys.set(person, key);
  openVault(person, key);
}
