/** Sends one thing and says how it ended. Every failure becomes an outcome; nothing is raised. */

import { api, ApiError } from "../api/client";
import type { TrackReceipt } from "../api/types";
import { readMedium } from "../store/media";
import { readBody } from "../store/ops";
import type { Op, TrackChunk, Trouble } from "../store/records";
import { lastTime, packBatch } from "../track/pack";
import type { Outcome } from "./queue";

const TRACK_TYPE = "application/vnd.fengxun.track";
const RECORD_TIMEOUT_MS = 60_000;

/** Send an op. `progress` is told the bytes of a medium that are there. */
export async function sendOp(op: Op, progress: (bytes: number) => void, signal: AbortSignal): Promise<Outcome> {
  try {
    if (op.kind === "medium") {
      // Loaded with the first photo, not with the page.
      const { sendMedium } = await import("./upload");
      return await sendMedium(op, await readMedium(op.id), progress, signal);
    }
    const text = await readBody(op.id);
    if (text === undefined) return lost();
    const body = new TextEncoder().encode(text);
    const method = op.kind === "key" ? "POST" : "PUT";
    await api(op.path, { method, body, headers: JSON_TYPE, timeoutMs: RECORD_TIMEOUT_MS, signal });
    return { end: "done" };
  } catch (error) {
    return failed(error);
  }
}

const JSON_TYPE = { "content-type": "application/json" };

/** The browser has thrown away what was to be sent: trying again will not bring it back. */
export function lost(): Outcome {
  const trouble = troubleOf(
    410,
    "lost",
    "本机已找不到要发送的内容。",
    "What was to be sent is no longer on this phone.",
    [],
  );
  return { end: "failed", status: 410, trouble, retryAfterS: null };
}

/**
 * Send a chunk of track. The records are the frozen ones; only the time of sending is new, and no earlier than the last
 * of them, whatever the clock does: the server takes how wrong that is out of both.
 */
export async function sendChunk(chunk: TrackChunk, now: number): Promise<{ outcome: Outcome; acked: number }> {
  try {
    const sentAt = Math.max(now, lastTime(chunk.t0, chunk.bytes));
    const plain = packBatch(chunk.first_seq, chunk.t0, sentAt, chunk.bytes);
    const zipped = await gzip(plain);
    const headers = { "content-type": TRACK_TYPE, ...(zipped && { "content-encoding": "gzip" }) };
    const receipt = await api<TrackReceipt>(`/patrols/${chunk.patrol_id}/track`, {
      method: "POST",
      body: zipped ?? plain,
      headers,
    });
    return { outcome: { end: "done" }, acked: receipt.acked_through };
  } catch (error) {
    return { outcome: failed(error), acked: -1 };
  }
}

/** Below this a batch gets no smaller. */
const WORTH_ZIPPING = 200;

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | null> {
  if (bytes.length < WORTH_ZIPPING || typeof CompressionStream === "undefined") return null;
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** An error as an outcome. What is no answer of the server's counts as none: it is tried again, and nothing is lost. */
export function failed(error: unknown): Outcome {
  if (!(error instanceof ApiError)) {
    return { end: "failed", status: 599, trouble: troubleOf(599, "app", "", String(error), []), retryAfterS: null };
  }
  const { status, problem, retryAfterS } = error;
  const [zh, en] = [problem?.detail ?? "", problem?.detail_en ?? ""];
  // What the sentence of the whole says already is not said again.
  const fields = error.errors.filter(({ detail }) => !zh.includes(detail)).map(({ field, detail }) => `${field}：${detail}`);
  const fields_en = error.errors.filter(({ detail_en }) => !en.includes(detail_en)).map(({ field, detail_en }) => `${field}: ${detail_en}`);
  const trouble = { ...troubleOf(status, problem?.code ?? "", zh, en, fields), fields_en };
  return { end: "failed", status, trouble, retryAfterS };
}

export function troubleOf(status: number, code: string, zh: string, en: string, fields: string[]): Trouble {
  return { status, code, zh, en, fields };
}
