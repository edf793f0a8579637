/** The key of this person on this installation: made once, enrolled through the outbox, its handle kept by the browser. */

import { newId } from "../api/ids";
import type { Uuid } from "../api/types";
import { hex } from "../store/bytes";
import { changed } from "../store/changes";
import { strictly } from "../store/db";
import { deviceId } from "../store/keyed";
import { enqueue } from "../store/ops";
import { openable } from "../store/readable";
import { readOne, type Work } from "../store/work";
import { deviceLabel } from "../ui/device";
import { makePair, signed, unbase64url } from "./p256";
import type { Head, KnownKey, SigningKey } from "./records";

const FIRST_PREV = "0".repeat(64);
export const KEY_STORES = ["own", "signing", "ops", "bodies"] as const;
export type WithKeys = Work<(typeof KEY_STORES)[number]>;

const headOf = (person: Uuid): [Uuid, string] => [person, "chain"];
const knownOf = (person: Uuid): [Uuid, string] => [person, "signing_keys"];

/** The key in use and where its chain stands; made and put in the outbox where there is none that can sign. */
export async function keyIn(tx: WithKeys, person: Uuid, device: Uuid, now: number): Promise<[SigningKey, Head]> {
  const head = (await tx.objectStore("own").get(headOf(person))) as Head | undefined;
  const key = head && (await tx.objectStore("signing").get(head.key));
  if (head && key && key.device_id === device && !(await isRevoked(tx, person, key.id))) return [key, head];
  const made = await enrolled(tx, person, device, now);
  return [made, { key: made.id, n: 0, prev: FIRST_PREV }];
}

async function isRevoked(tx: WithKeys, person: Uuid, id: Uuid): Promise<boolean> {
  const known = ((await tx.objectStore("own").get(knownOf(person))) ?? []) as KnownKey[];
  return known.some((key) => key.id === id && key.state === "revoked");
}

async function enrolled(tx: WithKeys, person: Uuid, device: Uuid, now: number): Promise<SigningKey> {
  const [{ private_key, public_key }, id] = [await makePair(), newId(now)];
  const key: SigningKey = { id, person_id: person, device_id: device, public_key, private_key, made_at: now };
  const proof = await signed(private_key, ["fengxun/key/v1", id, person, device, public_key].join("\n"));
  const body = { id, device_id: device, label: deviceLabel(navigator.userAgent), public_key, proof };
  await tx.objectStore("signing").put(key);
  await enqueue(tx, { id, kind: "key", entity: id, person_id: person, path: "/evidence/keys" }, body, now);
  return key;
}

export async function writeHead(tx: WithKeys, person: Uuid, head: Head): Promise<void> {
  await tx.objectStore("own").put(head, headOf(person));
}

/** Have a key, before the first capture asks for one: somebody else has to approve it first. */
export async function ensureKey(person: Uuid, now: number): Promise<void> {
  const device = await deviceId();
  const made = await strictly([...KEY_STORES], async (tx) => {
    const [key, head] = await keyIn(tx, person, device, now);
    if (key.made_at !== now || head.n > 0) return false;
    await writeHead(tx, person, head);
    return true;
  });
  if (made) changed("ops", "outbox");
}

/** Keep what the server told of this person's keys; told once more, it changes nothing. */
export async function keepKnown(person: Uuid, keys: readonly KnownKey[]): Promise<void> {
  if (JSON.stringify(keys) === JSON.stringify(await knownKeys(person))) return;
  await strictly(["own"], (tx) => tx.objectStore("own").put(keys, knownOf(person)));
  changed("session");
}

/** This person's keys as the server last told of them. */
export async function knownKeys(person: Uuid): Promise<KnownKey[]> {
  return ((await openable("own", knownOf(person))) ?? []) as KnownKey[];
}

/** The key in use and what the server last told of it; `unsent` until it has told anything. */
export type OwnKey = { key: SigningKey; state: KnownKey["state"] | "unsent"; revoked: number };

export async function readOwnKey(person: Uuid): Promise<OwnKey | null> {
  const head = (await openable("own", headOf(person))) as Head | undefined;
  if (!head) return null;
  const [key, known] = [await readOne("signing", head.key), await knownKeys(person)];
  const state = known.find(({ id }) => id === head.key)?.state ?? "unsent";
  return key ? { key, state, revoked: known.filter((one) => one.state === "revoked").length } : null;
}

/** The first signs of a public key's SHA-256, in groups that can be read out. */
export async function fingerprint(public_key: string): Promise<string> {
  const print = hex(await crypto.subtle.digest("SHA-256", unbase64url(public_key)));
  return (print.slice(0, 16).match(/.{4}/g) ?? []).join(" ");
}
