/** Uploads one medium by tus and waits for the server's word that it holds the same bytes. Loaded lazily. */

import { Upload, type DetailedError } from "tus-js-client";
import { api, ApiError, retryAfter } from "../api/client";
import type { Media, Problem } from "../api/types";
import { hashOf } from "../capture/hash";
import { MissingBytes, readBytes } from "../store/media";
import type { Medium, Op } from "../store/records";
import { paced } from "./pace";
import type { Outcome } from "./queue";
import { failed, lost, troubleOf } from "./send";

const ENDPOINT = "/api/media";
/** A line on which nothing moves for so long is dead, whatever the browser believes. */
const STALLED_MS = 45_000;

/** Raises `ApiError`. */
export async function sendMedium(
  op: Op,
  medium: Medium | undefined,
  progress: (bytes: number) => void,
  signal: AbortSignal,
): Promise<Outcome> {
  if (!medium) return lost();
  try {
    if (op.phase === "send") await upload(op, medium, progress, signal);
    return await verdict(medium);
  } catch (error) {
    if (error instanceof MissingBytes) return lost();
    return failed(error);
  }
}

function damaged(): Outcome {
  const trouble = troubleOf(
    422,
    "bytes_changed",
    "本机文件内容已损坏，与拍摄时的校验值不一致。",
    "The file on this phone no longer matches the hash taken at capture.",
    [],
  );
  return { end: "failed", status: 422, trouble, retryAfterS: null };
}

/** Other bytes had arrived for it when its time was over there: only those of this phone are left. */
function neverWhole(): Outcome {
  const trouble = troubleOf(
    410,
    "never_whole",
    "保存期限已满，服务器从未完整收到这份材料，只有本机还有。",
    "Its time was over before the server had received it whole; it is on this phone alone.",
    [],
  );
  return { end: "failed", status: 410, trouble, retryAfterS: null };
}

/** What the server says of the bytes. */
async function verdict(medium: Medium): Promise<Outcome> {
  const { state, verified_at } = await api<Media>(`/media/${medium.id}/state`);
  switch (state) {
    // The bytes stay until the server's receipt for them has been checked, see chain/free.ts: this word is not signed.
    case "received":
      return { end: "done" };
    case "erased":
      return verified_at === null ? neverWhole() : { end: "done" };
    case "verifying":
      return { end: "verifying" };
    case "mismatch":
      return (await hashOf(stored(medium))) === medium.sha256 ? { end: "again" } : damaged();
    case "declared":
    case "uploading":
      return { end: "again" };
  }
}

/** The medium's bytes in the database, read piece by piece. */
function stored({ id, size }: Medium) {
  return { size, slice: async (start: number, end: number) => (await readBytes(id, start, end)).buffer };
}

function upload(op: Op, medium: Medium, progress: (bytes: number) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    let watchdog: ReturnType<typeof setTimeout> | undefined;
    const settle = (end: () => void) => {
      clearTimeout(watchdog);
      signal.removeEventListener("abort", stop);
      end();
    };
    const task: Upload = new Upload(new Blob(), {
      endpoint: ENDPOINT,
      // The upload's id is the medium's, so it can be found again after anything. The first time there is nothing yet.
      uploadUrl: op.frozen_at === null ? null : `${ENDPOINT}/${medium.id}`,
      uploadSize: medium.size,
      metadata: { id: medium.id },
      ...paced(() => task),
      storeFingerprintForResuming: false,
      fileReader: { openFile: () => Promise.resolve(fileSource(medium)) },
      onProgress: (sent) => {
        alive();
        progress(sent);
      },
      onSuccess: () => settle(resolve),
      onError: (error) => settle(() => reject(asApiError(error))),
    });
    const alive = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(stop, STALLED_MS);
    };
    const stop = () => {
      void task.abort();
      settle(() => reject(new ApiError(0, null)));
    };
    signal.addEventListener("abort", stop);
    alive();
    task.start();
  });
}

function fileSource({ id, size }: Medium) {
  return {
    size,
    async slice(start: number, end: number) {
      const last = Math.min(end, size);
      return { value: new Blob([await readBytes(id, start, last)]), done: last >= size };
    },
    close: () => undefined,
  };
}

/** A tus error as ours. An offset that does not fit is no conflict: asking where to go on puts it right. */
function asApiError(error: Error | DetailedError): unknown {
  if (!("originalResponse" in error)) return error;
  const response = error.originalResponse;
  if (error.causingError instanceof MissingBytes) return error.causingError;
  if (!response) return new ApiError(0, null);
  const status = response.getStatus();
  const wait = retryAfter(response.getHeader("retry-after") ?? null, Date.now());
  return new ApiError(status === 409 || status === 460 ? 503 : status, problemIn(response.getBody()), wait);
}

function problemIn(body: string): Problem | null {
  try {
    const problem = JSON.parse(body) as Problem | null;
    return typeof problem?.code === "string" ? problem : null;
  } catch {
    return null;
  }
}
