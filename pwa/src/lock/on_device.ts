/** What lies on this device for each person, told without their keys; and taking somebody off it. */

import type { Uuid } from "../api/types";
import { changed } from "../store/changes";
import { database, type StoreName } from "../store/db";
import { SEALED_STORES } from "../store/rest";
import type { Fields } from "../store/seal";
import { readPeople } from "./people";

export type OnDevice = {
  id: Uuid;
  name: string;
  display_name: string;
  has_pin: boolean;
  /** Leads, photos, patrols and pieces of track that the server does not have, and drafts. */
  unsent: number;
  /** A patrol that has neither been paused nor ended. */
  patrolling: boolean;
};

export async function readOnDevice(): Promise<OnDevice[]> {
  const db = await database();
  const people = await readPeople();
  const tx = db.transaction(["ops", "drafts", "rows", "chunks", "patrols"]);
  const all = (name: StoreName) => tx.objectStore(name as "ops").getAll() as unknown as Promise<Fields[]>;
  const [ops, drafts, rows, chunks, patrols] = await Promise.all([
    all("ops"),
    all("drafts"),
    all("rows"),
    all("chunks"),
    all("patrols"),
  ]);
  const unsent = [...ops.filter(isUnsent), ...drafts, ...rows, ...chunks];
  return people.map(({ id, name, display_name, keys }) => ({
    id,
    name,
    display_name,
    has_pin: keys.pin !== null,
    unsent: unsent.filter((record) => ownerOf(record) === id).length,
    patrolling: patrols.some((patrol) => patrol["state"] === "running" && ownerOf(patrol) === id),
  }));
}

/** A key that nothing was signed with is nobody's loss. */
function isUnsent({ state, kind }: Fields): boolean {
  return state !== "done" && kind !== "key";
}

function ownerOf(record: unknown): Uuid | undefined {
  const { person_id, sealed } = record as { person_id?: Uuid; sealed?: { by: Uuid } };
  return sealed?.by ?? person_id;
}

/** Take somebody off this device, with all that is kept for them. False, and nothing happens, while something is unsent. */
export async function removePerson(id: Uuid): Promise<boolean> {
  const tx = (await database()).transaction([...SEALED_STORES, "people", "signing"], "readwrite", { durability: "strict" });
  for (const store of ["ops", "drafts", "rows", "chunks"] as const) {
    const kept = (await tx.objectStore(store).getAll()) as unknown as Fields[];
    if (kept.some((record) => ownerOf(record) === id && isUnsent(record))) return false;
  }
  for (const store of SEALED_STORES) {
    let cursor = await tx.objectStore(store).openCursor();
    while (cursor) {
      if (ownerOf(cursor.value) === id) await cursor.delete();
      cursor = await cursor.continue();
    }
  }
  for (const key of await tx.objectStore("signing").getAll()) {
    if (key.person_id === id) await tx.objectStore("signing").delete(key.id);
  }
  await tx.objectStore("people").delete(id);
  await tx.done;
  changed("people", "ops");
  return true;
}
