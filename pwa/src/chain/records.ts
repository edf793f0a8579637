/** What the chain of signed captures keeps on the phone. Times without a unit in their name are epoch milliseconds. */

import type { KeyState, Uuid } from "../api/types";

/** The handle of a key, which the browser holds and does not hand out: it lies in clear because it cannot be read. */
export type SigningKey = { id: Uuid; person_id: Uuid; device_id: Uuid; public_key: string; private_key: CryptoKey; made_at: number };
/** Where a person's chain stands: the key in use, the last number, and the SHA-256 of that entry's bytes. */
export type Head = { key: Uuid; n: number; prev: string };

export type EntryKind = "capture" | "deleted" | "confirmed";
/** One link, its text as it was signed. `capture`: the medium it is about. */
export type Entry = {
  key: Uuid;
  n: number;
  person_id: Uuid;
  capture: Uuid;
  kind: EntryKind;
  text: string;
  signature: string;
  made_at: number;
};

/** The server's word that it holds these bytes. `good`: it was signed with the pinned key and names them. */
export type Receipt = { id: Uuid; person_id: Uuid; kept_at: number; text: string; signature: string; good: boolean };

/** A text that the server has signed. */
export type SignedText = { text: string; signature: string };
/** What was known of the time when something was captured; goes into its entry as it is. */
export type Moment = { taken_at: string; mono_ms?: number; beacon: SignedText | null };

/** A key as the server knows it. */
export type KnownKey = { id: Uuid; state: KeyState; revoked_at?: string | null };
