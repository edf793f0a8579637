/** Takes a photo, film or file in: hash, thumbnail, bytes on the disk. */

import { newId } from "../api/ids";
import type { Fix, MediaRole, MediaSource, Uuid } from "../api/types";
import { momentOf } from "../chain/beacon";
import { keepCaptured } from "../chain/capture";
import { dropBytes, PART_BYTES, type Source } from "../store/media";
import type { Mark, Medium } from "../store/records";
import { hashOf } from "./hash";
import { thumbnailOf } from "./thumbnail";

/** The server takes no more. */
export const MOST_BYTES = 500 << 20;
export const MOST_FILES = 20;

export type Taken = { blob: Blob; filename: string; source: MediaSource; fix: Fix | null; at: number };
/** What is said of a picture that the app made of an original. */
export type Made = { role: MediaRole; derived_from: Uuid; marks?: Mark[] };

/** Why a file is not taken; null when it is. */
export function refusal(size: number): "empty" | "too_large" | null {
  if (size === 0) return "empty";
  return size > MOST_BYTES ? "too_large" : null;
}

/**
 * Keep it for a lead. Returns when every byte is on the disk, its hash is known and it is signed that it was captured;
 * when it cannot, nothing is left.
 */
export async function takeIn(lead: Uuid, person: Uuid, taken: Taken, made?: Made): Promise<Medium> {
  const { blob, filename, source, fix, at } = taken;
  const bytes = sourceOf(blob);
  // What the app makes of an original is made now, whenever that was taken.
  const moment = await momentOf(person, made ? Date.now() : at);
  const [sha256, thumbnail] = await Promise.all([hashOf(bytes), thumbnailOf(blob)]);
  const medium: Medium = {
    id: newId(),
    lead_id: lead,
    person_id: person,
    sha256,
    size: blob.size,
    mime: mimeOf(blob.type),
    filename,
    source,
    captured_at: new Date(at).toISOString(),
    fix,
    thumbnail,
    parts: Math.ceil(blob.size / PART_BYTES),
    ...made,
  };
  try {
    await keepCaptured(medium, bytes, moment);
  } catch (error) {
    // Parts of it take up the room that may be what is missing.
    await dropBytes(medium.id).catch(() => undefined);
    throw error;
  }
  return medium;
}

function sourceOf(blob: Blob): Source {
  return { size: blob.size, slice: (start, end) => blob.slice(start, end).arrayBuffer() };
}

/** What the browser calls it, if that is a type at all. The server looks for itself. */
export function mimeOf(type: string): string {
  const plain = type.split(";")[0]!.trim().toLowerCase();
  return /^[a-z]+\/[a-z0-9][a-z0-9.+-]*$/.test(plain) && plain.length <= 100 ? plain : "application/octet-stream";
}

/** A name for a photo of our own camera: when it was taken, on the wall clock of the place. */
export function photoName(at: number, number: number): string {
  return `${stampName(at, number)}.jpg`;
}

/** The same for a film or voice of that type. */
export function filmName(at: number, number: number, mime: string): string {
  const [kind, form] = mime.split("/");
  return `${stampName(at, number)}.${kind === "audio" && form === "mp4" ? "m4a" : (form ?? "bin")}`;
}

function stampName(at: number, number: number): string {
  const stamp = new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace(/[-:]/g, "").replace("T", "-");
  return `${stamp}-${String(number).padStart(2, "0")}`;
}
