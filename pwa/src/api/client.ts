/** The one way to the server. Every failure becomes an `ApiError` that can be shown in both languages. */

import type { FieldError, Problem } from "./types";

/** `status` 0: no answer came at all (network, or the answer took too long). */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem | null,
    readonly retryAfterS: number | null = null,
  ) {
    super(problem?.title ?? (status === 0 ? "No answer" : `HTTP ${status}`));
  }

  get errors(): FieldError[] {
    return this.problem?.errors ?? [];
  }

  /** What the server said, in the reader's language; empty when it said nothing. */
  said(language: "zh" | "en"): string {
    return (language === "en" ? this.problem?.detail_en : this.problem?.detail) ?? "";
  }
}

export type Ask = {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON, unless it is bytes. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  timeoutMs?: number;
  /** The browser keeps the answer and asks whether it still holds; only of what is nobody's in particular. */
  keep?: boolean;
};

const TIMEOUT_MS = 30_000;

/** The raw answer of a request that succeeded (2xx or 304). Raises `ApiError` otherwise. */
export async function fetchApi(path: string, ask: Ask = {}): Promise<Response> {
  const timer = new AbortController();
  const stop = () => timer.abort();
  const timeout = setTimeout(stop, ask.timeoutMs ?? TIMEOUT_MS);
  ask.signal?.addEventListener("abort", stop);
  if (ask.signal?.aborted) stop();
  let response: Response;
  try {
    response = await fetch(`/api${path}`, { ...requestOf(ask), signal: timer.signal });
  } catch {
    throw new ApiError(0, null);
  } finally {
    clearTimeout(timeout);
    ask.signal?.removeEventListener("abort", stop);
  }
  if (response.ok || response.status === 304) {
    answered_at = Date.now();
    return response;
  }
  const error = await errorOf(response);
  if (error.problem?.code === "device_revoked") for (const tell of shutOut) tell();
  if (error.problem?.code === "unauthenticated") for (const tell of listeners) tell();
  throw error;
}

const listeners = new Set<() => void>();
const shutOut = new Set<() => void>();
let answered_at = 0;

/** When the server last did what it was asked, epoch ms. */
export function answeredAt(): number {
  return answered_at;
}

/** `tell` whenever the server says that this device is shut out, whoever asked. Returns how to stop. */
export function onShutOut(tell: () => void): () => void {
  shutOut.add(tell);
  return () => void shutOut.delete(tell);
}

/** `tell` whenever the server says that nobody is signed in, whoever asked. Returns how to stop. */
export function onSignedOut(tell: () => void): () => void {
  listeners.add(tell);
  return () => void listeners.delete(tell);
}

/** The JSON of an answer; undefined for 204. */
export async function api<T>(path: string, ask: Ask = {}): Promise<T> {
  const response = await fetchApi(path, ask);
  if (response.status === 204) return undefined as T;
  try {
    return (await response.json()) as T;
  } catch {
    // A captive portal answers 200 with a page of its own, and a broken line ends in the middle.
    throw new ApiError(0, null);
  }
}

function requestOf({ method = "GET", body, headers = {}, keep }: Ask): RequestInit {
  const cache = keep ? "no-cache" : "no-store";
  const request: RequestInit = { method, credentials: "same-origin", redirect: "error", cache };
  if (body === undefined) return { ...request, headers };
  if (body instanceof Uint8Array) return { ...request, headers, body: body as Uint8Array<ArrayBuffer> };
  return { ...request, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
}

async function errorOf(response: Response): Promise<ApiError> {
  let problem: Problem | null = null;
  if (response.headers.get("content-type")?.includes("problem+json")) {
    problem = (await response.json().catch(() => null)) as Problem | null;
  }
  return new ApiError(response.status, problem, retryAfter(response.headers.get("retry-after"), Date.now()));
}

/** Seconds to wait from a Retry-After header (seconds or an HTTP date); null when there is none. */
export function retryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now) / 1000));
}
