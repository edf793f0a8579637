/** Track on its way out: rows frozen into chunks, chunks gone when the server has them. */

import type { Uuid } from "../api/types";
import { joined, MAX_POINTS } from "../track/pack";
import { changed } from "./changes";
import { strictly } from "./db";
import { readable } from "./readable";
import type { LocalPatrol, TrackChunk, TrackRow } from "./records";

/**
 * Freeze every row of the person's patrols that the server knows into chunks; returns how many were made.
 * From here on their bounds never change, so that a chunk sent twice is the same chunk; the recorder begins a new row.
 * One transaction: a fix is in a row or in a chunk, never both.
 */
export async function freezeRows(person: Uuid, unknown: ReadonlySet<Uuid>, now: number): Promise<number> {
  const frozen = await strictly(["patrols", "rows", "chunks"], async (tx) => {
    const patrols = (await tx.objectStore("patrols").getAll()).filter((patrol) => patrol.person_id === person);
    let made = 0;
    for (const patrol of patrols.filter(({ id }) => !unknown.has(id))) {
      const range = IDBKeyRange.bound([patrol.id, 0], [patrol.id, Infinity]);
      const rows = (await tx.objectStore("rows").getAll(range)).filter(isWhole);
      for (const group of grouped(rows)) {
        await tx.objectStore("chunks").add(chunkOf(patrol, group, now));
        for (const row of group) await tx.objectStore("rows").delete([row.patrol_id, row.first_seq]);
        made++;
      }
    }
    return made;
  });
  return frozen;
}

function isWhole(row: TrackRow): boolean {
  return typeof row.count === "number" && row.count > 0 && row.bytes?.byteLength === row.count * 20;
}

/** Neighbouring rows, as many as fit into a chunk. Pure. */
export function grouped(rows: readonly TrackRow[]): TrackRow[][] {
  const groups: TrackRow[][] = [];
  let points = 0;
  for (const row of rows) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    const follows = before && before.first_seq + before.count === row.first_seq;
    if (group && follows && points + row.count <= MAX_POINTS) {
      group.push(row);
      points += row.count;
    } else {
      groups.push([row]);
      points = row.count;
    }
  }
  return groups;
}

function chunkOf(patrol: LocalPatrol, rows: readonly TrackRow[], now: number): TrackChunk {
  return {
    patrol_id: patrol.id,
    person_id: patrol.person_id,
    first_seq: rows[0]!.first_seq,
    count: rows.reduce((sum, row) => sum + row.count, 0),
    t0: patrol.started_at,
    bytes: joined(rows.map((row) => row.bytes)),
    state: "waiting",
    attempts: 0,
    not_before: 0,
    frozen_at: now,
    trouble: null,
  };
}

export async function readChunks(): Promise<TrackChunk[]> {
  return readable("chunks");
}

/** Points that are not in a chunk yet, of everybody. */
export async function readRows(): Promise<TrackRow[]> {
  return readable("rows");
}

export async function saveChunk(chunk: TrackChunk): Promise<void> {
  await strictly(["chunks"], (tx) => tx.objectStore("chunks").put(chunk));
  changed("tracks");
}

/** The server has it: forget this chunk, and every other one of the patrol up to `ackedThrough`. */
export async function dropChunks(sent: TrackChunk, ackedThrough: number): Promise<void> {
  await strictly(["chunks"], async (tx) => {
    const range = IDBKeyRange.bound([sent.patrol_id, 0], [sent.patrol_id, Infinity]);
    for (const chunk of await tx.objectStore("chunks").getAll(range)) {
      const stored = chunk.first_seq === sent.first_seq || chunk.first_seq + chunk.count - 1 <= ackedThrough;
      if (stored) await tx.objectStore("chunks").delete([chunk.patrol_id, chunk.first_seq]);
    }
  });
  changed("tracks");
}

/** Try refused chunks again. */
export async function retryChunks(person: Uuid): Promise<void> {
  await strictly(["chunks"], async (tx) => {
    for (const chunk of await tx.objectStore("chunks").getAll()) {
      if (chunk.person_id !== person || chunk.state === "waiting") continue;
      await tx.objectStore("chunks").put({ ...chunk, state: "waiting", attempts: 0, not_before: 0, trouble: null });
    }
  });
  changed("tracks", "outbox");
}
