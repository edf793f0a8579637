/**
 * A film or voice while it is being recorded: every slice is on the disk before the next one comes, so that a browser
 * that dies loses the last slice at most. The bytes lie in the same rows as those of any medium.
 */

import type { Fix, MediaRole, MediaSource, Moment, Uuid } from "../api/types";
import type { Moment as Captured } from "../chain/records";
import { strictly } from "./db";
import { PART_BYTES, readBytes, recordingKey, recordingKeys, sumOf } from "./media";
import { vault } from "./vault";

/** What is known of a recording before it ends. */
export type Recording = {
  id: Uuid;
  lead_id: Uuid;
  person_id: Uuid;
  mime: string;
  filename: string;
  source: MediaSource;
  role: MediaRole;
  captured_at: Moment;
  fix: Fix | null;
  size: number;
  /** What was known of the time when it began. */
  moment?: Captured;
};

/** Takes slices one after the other. */
export class RecordingWriter {
  private tail = new Uint8Array(0);
  private readonly whole: string[] = [];

  constructor(private recording: Recording) {}

  get size(): number {
    return this.recording.size;
  }

  /** SHA-256 of each part as it lies on the disk. */
  async sums(): Promise<string[]> {
    return this.tail.length > 0 ? [...this.whole, await sumOf(this.tail.slice().buffer)] : [...this.whole];
  }

  /** Returns when the disk has it. Raises what the disk says; what was written before stays. */
  async append(slice: Uint8Array): Promise<void> {
    const { id, size } = this.recording;
    const bytes = new Uint8Array(this.tail.length + slice.length);
    bytes.set(this.tail);
    bytes.set(slice, this.tail.length);
    const first = Math.floor((size - this.tail.length) / PART_BYTES);
    const after = { ...this.recording, size: size + slice.length };
    const parts: ArrayBuffer[] = [];
    for (let at = 0; at < bytes.length; at += PART_BYTES) parts.push(bytes.slice(at, at + PART_BYTES).buffer);
    await strictly(["parts", "own"], async (tx) => {
      for (const [at, part] of parts.entries()) await tx.objectStore("parts").put(part, [id, first + at]);
      await tx.objectStore("own").put(after, keyOf(after));
    });
    for (const part of parts) if (part.byteLength === PART_BYTES) this.whole.push(await sumOf(part));
    this.recording = after;
    this.tail = bytes.slice(bytes.length - (after.size % PART_BYTES));
  }
}

/** Of every part as it lies on the disk, for what was left behind by a browser that died. */
export async function sumsOf({ id, size }: Pick<Recording, "id" | "size">): Promise<string[]> {
  const sums: string[] = [];
  for (let at = 0; at < size; at += PART_BYTES) {
    sums.push(await sumOf((await readBytes(id, at, Math.min(size, at + PART_BYTES))).buffer));
  }
  return sums;
}

export async function beginRecording(recording: Recording): Promise<RecordingWriter> {
  await strictly(["own"], (tx) => tx.objectStore("own").put(recording, keyOf(recording)));
  return new RecordingWriter(recording);
}

export async function dropRecording(recording: Recording): Promise<void> {
  await strictly(["parts", "own"], async (tx) => {
    await tx.objectStore("parts").delete(IDBKeyRange.bound([recording.id, 0], [recording.id, Infinity]));
    await tx.objectStore("own").delete(keyOf(recording));
  });
}

/** One's own that have not ended: under way in some tab, or left behind by one that died. */
export async function openRecordings(): Promise<Recording[]> {
  const person = vault()?.person;
  if (person === undefined) return [];
  return strictly(["own"], (tx) => tx.objectStore("own").getAll(recordingKeys(person))) as Promise<Recording[]>;
}

function keyOf({ id, person_id }: Pick<Recording, "id" | "person_id">): [Uuid, string] {
  return recordingKey(person_id, id);
}
