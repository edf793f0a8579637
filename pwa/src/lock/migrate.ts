/**
 * Encrypts what an earlier version of the app kept in clear. Every person whose things lie here gets a data key; each
 * record is sealed in a transaction of its own, so that a browser killed in the middle goes on where it was.
 */

import type { Me, Uuid } from "../api/types";
import type { StoredReference } from "../store/keyed";
import { database, SEALED, strictly, type Schema } from "../store/db";
import { recordingKey } from "../store/media";
import type { Recording } from "../store/recording";
import { isAtRest, SEALED_STORES, toRest, type SealedStore } from "../store/rest";
import { seal } from "../store/seal";
import type { Vault } from "../store/vault";
import { usable } from "./keys";
import { enrol, rawByDevice, readPerson } from "./people";

export async function migrate(now: number): Promise<void> {
  const me = (await (await database()).get("keyed", "me")) as Me | undefined;
  const owners = await readOwners();
  const vaults = new Vaults(me, now);
  for (const store of SEALED_STORES) if (store !== "own") await sealStore(store, owners, vaults);
  await sealQuarantine(vaults);
  await sealKeyed(me, vaults);
  await strictly(["keyed"], async (tx) => {
    if (me && !(await tx.objectStore("keyed").get("current"))) {
      await tx.objectStore("keyed").put({ person: me.id, covered: false }, "current");
    }
    await tx.objectStore("keyed").put(true, SEALED);
  });
}

/** Data keys by person, made when first needed. */
class Vaults {
  private readonly made = new Map<Uuid, Vault>();

  constructor(
    private readonly me: Me | undefined,
    private readonly now: number,
  ) {}

  async of(owner: Uuid | undefined): Promise<Vault> {
    // What cannot be told whose it is goes to whoever was here last: nothing stays in clear, nothing is thrown away.
    const id = owner ?? this.me?.id ?? [...this.made.keys()][0] ?? "unknown";
    const vault = this.made.get(id) ?? { person: id, key: await usable(await this.raw(id)) };
    this.made.set(id, vault);
    return vault;
  }

  private async raw(id: Uuid) {
    const person = await readPerson(id);
    const known = person && (await rawByDevice(person));
    if (known) return known;
    const mine = this.me?.id === id ? this.me : undefined;
    return enrol({ id, name: mine?.name ?? "", display_name: mine?.display_name ?? "" }, this.now);
  }
}

/** Whose a record is, for those that do not say it themselves: by patrol, medium or op. */
async function readOwners(): Promise<Map<string, Uuid>> {
  const db = await database();
  const lists = await Promise.all([db.getAll("patrols"), db.getAll("media"), db.getAll("ops")]);
  const known = (lists.flat() as Record<string, unknown>[]).filter(({ id, person_id }) => id && person_id);
  return new Map(known.map(({ id, person_id }) => [id as string, person_id as Uuid]));
}

async function sealStore(store: SealedStore, owners: ReadonlyMap<string, Uuid>, vaults: Vaults): Promise<void> {
  const db = await database();
  for (const key of await db.getAllKeys(store)) {
    const plain: unknown = await db.get(store, key as never);
    if (plain === undefined || isAtRest(plain)) continue;
    const fields = plain as { person_id?: Uuid };
    const about = Array.isArray(key) ? String(key[0]) : String(key);
    const vault = await vaults.of(typeof fields.person_id === "string" ? fields.person_id : owners.get(about));
    await replace(store, key, await toRest(store, plain, key, vault));
  }
}

async function replace(store: SealedStore, key: unknown, sealed: Schema[SealedStore]["value"]): Promise<void> {
  const tx = (await database()).transaction(store, "readwrite", { durability: "strict" });
  const now: unknown = await tx.store.get(key as never);
  const inline = tx.store.keyPath !== null;
  if (now !== undefined && !isAtRest(now)) await (inline ? tx.store.put(sealed) : tx.store.put(sealed, key as never));
  await tx.done;
}

async function sealQuarantine(vaults: Vaults): Promise<void> {
  for (const record of await (await database()).getAll("unreadable")) {
    if (isAtRest(record.value)) continue;
    const { person_id } = (record.value ?? {}) as { person_id?: Uuid };
    const { key, person } = await vaults.of(typeof person_id === "string" ? person_id : undefined);
    const sealed = await seal(key, person, ["unreadable", record.store, record.key], { value: record.value });
    await strictly(["unreadable"], (tx) => tx.objectStore("unreadable").put({ ...record, value: { sealed } }));
  }
}

/** Films that were being recorded when the browser died. */
async function recordings(): Promise<[string, unknown, Uuid | undefined][]> {
  const found = (await (await database()).getAll("keyed", IDBKeyRange.bound("recording:", "recording;"))) as Recording[];
  return found.map((each) => [recordingKey(each.person_id, each.id)[1], each, each.person_id]);
}

async function sealKeyed(me: Me | undefined, vaults: Vaults): Promise<void> {
  const db = await database();
  const reference = (await db.get("keyed", "reference")) as StoredReference | undefined;
  const found: [string, unknown, Uuid | undefined][] = [
    ["me", me, me?.id],
    ["reference", reference, reference?.person_id],
    ...(await recordings()),
  ];
  for (const [name, value, owner] of found) {
    if (value === undefined || owner === undefined) continue;
    const sealed = await toRest("own", value, [owner, name], await vaults.of(owner));
    const tx = db.transaction(["own", "keyed"], "readwrite", { durability: "strict" });
    await tx.objectStore("own").put(sealed, [owner, name]);
    await tx.objectStore("keyed").delete(name);
    await tx.done;
  }
}
