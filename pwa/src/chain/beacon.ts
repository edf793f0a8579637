/** The server's signed word that it was this late: what names it was made after it. Fetched now and then, used offline. */

import { api } from "../api/client";
import { newId } from "../api/ids";
import type { Uuid } from "../api/types";
import { loosely } from "../store/db";
import { openable } from "../store/readable";
import type { Moment, SignedText } from "./records";

/** `page`, `at_ms`: in which life of which page it was fetched, and when by the clock that nobody can set. */
type Kept = SignedText & { fetched_at: number; page: string; at_ms: number };

/** This life of this page: after it, the monotonic clock begins anew. */
const PAGE = newId();
const CHINA_MS = 8 * 3_600_000;

const placeOf = (person: Uuid): [Uuid, string] => [person, "beacon"];

/** Raises `ApiError`. */
export async function pullBeacon(person: Uuid): Promise<void> {
  const { text, signature } = await api<SignedText>("/log/beacon");
  const kept: Kept = { text, signature, fetched_at: Date.now(), page: PAGE, at_ms: performance.now() };
  await loosely(["own"], (tx) => tx.objectStore("own").put(kept, placeOf(person)));
}

/** What can be said of the time `at` (epoch ms) when something was captured. Call it as soon as that is known. */
export async function momentOf(person: Uuid, at: number): Promise<Moment> {
  const since = performance.now() - Math.max(0, Date.now() - at);
  const kept = (await openable("own", placeOf(person))) as Kept | undefined;
  return momentFrom(kept, at, since, PAGE);
}

/** `since`: the monotonic clock of this page at the capture. Pure. */
export function momentFrom(kept: Kept | undefined, at: number, since: number, page: string): Moment {
  const taken_at = chinaTime(at);
  // Taken before: a picture out of a gallery, or a film begun earlier. It must not claim to come after the beacon.
  const after = kept && kept.fetched_at <= at;
  if (!after) return { taken_at, ...(since >= 0 && { mono_ms: Math.round(since) }), beacon: null };
  const beacon = { text: kept.text, signature: kept.signature };
  if (kept.page !== page) return { taken_at, beacon };
  return { taken_at, mono_ms: Math.max(0, Math.round(since - kept.at_ms)), beacon };
}

/** On the wall clock of the place, as people there read it. */
export function chinaTime(at: number): string {
  return new Date(at + CHINA_MS).toISOString().replace("Z", "+08:00");
}
