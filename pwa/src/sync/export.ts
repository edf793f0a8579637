/** Everything that is not sent, in one ZIP file: a rescue when the phone or the account fails. Loaded lazily. */

import { downloadZip } from "client-zip";
import { hashOf } from "../capture/hash";
import { base64 } from "../store/bytes";
import { readChunks, readRows } from "../store/chunks";
import { database } from "../store/db";
import { readBytes, PART_BYTES } from "../store/media";
import { readBody, readOps } from "../store/ops";
import { readable, unreadable } from "../store/readable";
import type { Medium } from "../store/records";
import { update } from "./update";

type Entry = { name: string; input: Blob | string; lastModified: Date };
/** What could not be written, and why: a broken item never stops the others. */
type Problem = { what: string; reason: string };

/** Offers the file for download. How many things could not be written into it. */
export async function exportQueue(now: number): Promise<number> {
  const problems: Problem[] = [];
  const zip = await downloadZip(entries(now, problems)).blob();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(zip);
  link.download = `fengxun-${new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, "")}.zip`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return problems.length;
}

/**
 * `queue.json` with every record, the bytes of every medium under its id, and last `manifest.json`: what the file
 * holds, with the hashes taken at capture and those of the bytes as they are now, and what could not be read.
 */
export async function* entries(now: number, problems: Problem[]): AsyncGenerator<Entry> {
  const lastModified = new Date(now);
  const attempt = <T>(what: string, load: () => Promise<T>, otherwise: T) =>
    load().catch((error: unknown) => (problems.push({ what, reason: String(error) }), otherwise));
  const media = await attempt("media", async () => withBytes(await readable("media")), []);
  const record = {
    format: "fengxun-queue/3",
    exported_at: lastModified.toISOString(),
    app_build: update.get().version,
    ops: await attempt("ops", () => waiting(attempt), []),
    drafts: await attempt("drafts", () => readable("drafts"), []),
    patrols: await attempt("patrols", () => readable("patrols"), []),
    entries: await attempt("entries", () => readable("entries"), []),
    receipts: await attempt("receipts", () => readable("receipts"), []),
    media,
    track: { chunks: await attempt("chunks", readChunks, []), rows: await attempt("rows", readRows, []) },
    unreadable: await attempt("unreadable", unreadable, []),
  };
  yield { name: "queue.json", input: JSON.stringify(record, asText, 1), lastModified };
  const files: object[] = [];
  for (const medium of media) {
    const name = `media/${medium.id}-${safe(medium.filename)}`;
    const { bytes, reason } = await saved(medium);
    const slice = (start: number, end: number) => bytes.slice(start, end).arrayBuffer();
    const sha256 = await hashOf({ size: bytes.size, slice });
    if (reason) problems.push({ what: name, reason });
    else if (sha256 !== medium.sha256) problems.push({ what: name, reason: "sha256" });
    files.push({ name, size: bytes.size, sha256, declared_size: medium.size, declared_sha256: medium.sha256 });
    if (bytes.size > 0) yield { name, input: bytes, lastModified };
  }
  const { ops, drafts, unreadable: damaged } = record;
  const counts = { ops: ops.length, drafts: drafts.length, media: media.length, unreadable: damaged.length };
  const manifest = { format: record.format, exported_at: record.exported_at, counts, files, problems };
  yield { name: "manifest.json", input: JSON.stringify(manifest, null, 1), lastModified };
}

type Attempt = <T>(what: string, load: () => Promise<T>, otherwise: T) => Promise<T>;

async function waiting(attempt: Attempt) {
  const ops = (await readOps()).filter(({ state }) => state !== "done");
  return Promise.all(
    ops.map(async (op) => ({ ...op, body: await attempt(`bodies/${op.id}`, () => readBody(op.id), undefined) })),
  );
}

/** Media whose bytes are still here. */
async function withBytes(media: readonly Medium[]): Promise<Medium[]> {
  const ids = new Set((await (await database()).getAllKeys("parts")).map(([id]) => id));
  return media.filter(({ id }) => ids.has(id));
}

/** All bytes up to the first that are lost: half a film is worth more than none. Piece by piece, for it may be long. */
async function saved({ id, size }: Medium): Promise<{ bytes: Blob; reason: string | null }> {
  let bytes = new Blob();
  for (let at = 0; at < size; at += PART_BYTES) {
    try {
      bytes = new Blob([bytes, await readBytes(id, at, Math.min(size, at + PART_BYTES))]);
    } catch (error) {
      return { bytes, reason: String(error) };
    }
  }
  return { bytes, reason: null };
}

function asText(_key: string, value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return base64((value as Uint8Array<ArrayBuffer>).slice().buffer);
  // By its name: a buffer read in another realm is no instance of this one's class.
  const isBuffer = Object.prototype.toString.call(value) === "[object ArrayBuffer]";
  return isBuffer ? base64(value as ArrayBuffer) : value;
}

function safe(filename: string): string {
  return filename.replace(/[^\p{L}\p{N}._-]+/gu, "_").slice(-80) || "file";
}
