/** Everything that is not sent, in one ZIP file: a rescue when the phone or the account fails. Loaded lazily. */

import { downloadZip } from "client-zip";
import { base64 } from "../store/bytes";
import { readChunks, readRows } from "../store/chunks";
import { database } from "../store/db";
import { readBytes } from "../store/media";
import { readBody, readOps } from "../store/ops";
import { readable, unreadable } from "../store/readable";
import type { Medium } from "../store/records";

type Entry = { name: string; input: Blob | string; lastModified: Date };

/** Offers the file for download. */
export async function exportQueue(now: number): Promise<void> {
  const zip = await downloadZip(entries(now)).blob();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(zip);
  link.download = `fengxun-${new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, "")}.zip`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** `queue.json` with every record, then the bytes of every medium under its id. */
async function* entries(now: number): AsyncGenerator<Entry> {
  const lastModified = new Date(now);
  const media = await readable("media");
  const kept = await withBytes(media);
  yield { name: "queue.json", input: JSON.stringify(await record(kept, now), asText, 1), lastModified };
  for (const medium of kept) {
    const bytes = await readBytes(medium.id, 0, medium.size).catch(() => null);
    if (bytes) yield { name: `media/${medium.id}-${safe(medium.filename)}`, input: new Blob([bytes]), lastModified };
  }
}

/** Media whose bytes are still here. */
async function withBytes(media: readonly Medium[]): Promise<Medium[]> {
  const ids = new Set((await (await database()).getAllKeys("parts")).map(([id]) => id));
  return media.filter(({ id }) => ids.has(id));
}

async function record(media: readonly Medium[], now: number) {
  const waiting = (await readOps()).filter(({ state }) => state !== "done");
  const ops = await Promise.all(waiting.map(async (op) => ({ ...op, body: await readBody(op.id) })));
  return {
    format: "fengxun-queue/1",
    exported_at: new Date(now).toISOString(),
    ops,
    drafts: await readable("drafts"),
    media,
    track: { chunks: await readChunks(), rows: await readRows() },
    unreadable: await unreadable(),
  };
}

function asText(_key: string, value: unknown): unknown {
  return value instanceof ArrayBuffer ? base64(value) : value;
}

function safe(filename: string): string {
  return filename.replace(/[^\p{L}\p{N}._-]+/gu, "_").slice(-80) || "file";
}
