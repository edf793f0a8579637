/** Decides what to send next, and what an answer means. Pure: no I/O, no clock, no chance of its own. */

import type { Uuid } from "../api/types";
import type { Op, OpState, Trouble } from "../store/records";
import type { Settings } from "../store/settings";
import { backoffMs, isDue } from "./backoff";
import type { Line } from "./network";

/** At the same time: records are small and first; one film at most, so that photos never wait behind it. */
export const SLOTS = { records: 4, media: 2, films: 1 };
const VERIFY_FIRST_MS = 700;
const VERIFY_LONGEST_MS = 60_000;

/** How sending ended. `verifying`: all bytes are there, the server has not compared them yet. */
export type Outcome =
  | { end: "done" }
  | { end: "verifying" }
  | { end: "again" }
  | { end: "failed"; status: number; trouble: Trouble; retryAfterS: number | null };

/** `paused`: the person has stopped sending. `held`: media that wait for Wi-Fi. Alarms heed neither. */
export type Situation = {
  now: number;
  person: Uuid;
  running: ReadonlySet<Uuid>;
  paused: boolean;
  held: Held;
};
export type Held = "none" | "films" | "media";

/** Which media wait for Wi-Fi: those the person set, unless this is one. */
export function heldBy({ wifi_only, wifi_for }: Pick<Settings, "wifi_only" | "wifi_for">, line: Line): Held {
  return wifi_only && line !== "wifi" ? wifi_for : "none";
}

/** Whether an op has to wait for Wi-Fi. Asking for the server's verdict costs nothing; some are wanted anyway. */
export function waitsForWifi(op: Op, held: Held): boolean {
  if (op.kind !== "medium" || op.phase === "verify" || op.anyway) return false;
  return held === "media" || (held === "films" && op.film);
}

/** The ops to start now, best first. `running` are the ids of those under way. */
export function nextToSend(ops: readonly Op[], { now, person, running, paused, held }: Situation): Op[] {
  const unsettled = new Set(ops.filter((op) => op.state !== "done").map((op) => op.id));
  const first = [...heads(ops)];
  const told = toldFirst(ops, first, unsettled);
  const free = freeSlots(ops, running);
  const chosen: Op[] = [];
  for (const op of first.sort(byUrgency)) {
    const due = op.person_id === person && isDue(op.not_before, now) && !running.has(op.id);
    const mayGo = op.kind === "alarm" || (!paused && !waitsForWifi(op, held));
    if (!due || !mayGo || (op.needs !== null && unsettled.has(op.needs))) continue;
    if ((op.kind === "medium" && op.phase === "send" && told.has(op.id)) || !take(free, op)) continue;
    chosen.push(op);
  }
  return chosen;
}

/**
 * Media whose entries are about to go: the receipt for a medium names its entry. A chain that does not get on, because
 * something of it has failed, even once, or because its key was refused, holds nothing back.
 */
function toldFirst(ops: readonly Op[], first: readonly Op[], unsettled: ReadonlySet<Uuid>): Set<Uuid | undefined> {
  const goes = ({ kind, attempts, needs }: Op) => {
    return (kind === "key" || kind === "entry") && attempts === 0 && (needs === null || !unsettled.has(needs));
  };
  const going = new Set(first.filter(goes).map(({ entity }) => entity));
  const entries = ops.filter(({ kind, state, entity }) => kind === "entry" && state === "waiting" && going.has(entity));
  return new Set(entries.map(({ capture }) => capture));
}

/** The first op of every entity that still waits. One that was refused is passed over: it blocks nobody. */
function heads(ops: readonly Op[]): Iterable<Op> {
  const first = new Map<Uuid, Op>();
  for (const op of ops) {
    const known = first.get(op.entity);
    if (op.state === "waiting" && (!known || op.n < known.n)) first.set(op.entity, op);
  }
  return first.values();
}

/** Calls for help before all else, then keys and entries, records, photos, films; small ones first, then older ones. */
function byUrgency(a: Op, b: Op): number {
  const rank = ({ kind, film }: Op) => RANKS[kind] ?? (kind !== "medium" ? 0 : film ? 2 : 1);
  return rank(a) - rank(b) || a.bytes - b.bytes || a.n - b.n;
}

const RANKS: Partial<Record<Op["kind"], number>> = { alarm: -2, key: -1, entry: -1 };

function freeSlots(ops: readonly Op[], running: ReadonlySet<Uuid>): typeof SLOTS {
  const free = { ...SLOTS };
  for (const op of ops) if (running.has(op.id)) take(free, op);
  return free;
}

function take(free: typeof SLOTS, op: Op): boolean {
  // Whoever calls for help waits for nobody.
  if (op.kind === "alarm") return true;
  if (op.kind !== "medium") return free.records-- > 0;
  // Asking whether the server has finished comparing costs nothing.
  if (op.phase === "verify") return true;
  if (free.media <= 0 || (op.film && free.films <= 0)) return false;
  free.media--;
  if (op.film) free.films--;
  return true;
}

/** Whether this answer says that nobody can be reached, or nobody is signed in: nothing else need be tried. */
export function stops(outcome: Outcome): boolean {
  return outcome.end === "failed" && (outcome.status === 0 || outcome.status === 401);
}

/** The op after an attempt. */
export function afterAttempt(op: Op, outcome: Outcome, now: number, random: number): Op {
  switch (outcome.end) {
    case "done":
      return { ...op, state: "done", done_at: now, trouble: null };
    case "verifying":
      return verifying(op, now);
    case "again":
      return { ...op, phase: "send", attempts: op.attempts + 1, not_before: now + backoffMs(op.attempts + 1, random) };
    case "failed":
      return refused(op, outcome, now, random);
  }
}

function verifying(op: Op, now: number): Op {
  const looked = op.phase === "verify" ? op.attempts + 1 : 0;
  const wait = Math.min(VERIFY_LONGEST_MS, VERIFY_FIRST_MS * 1.5 ** looked);
  return { ...op, phase: "verify", attempts: looked, not_before: now + Math.round(wait), trouble: null };
}

type Failed = Extract<Outcome, { end: "failed" }>;

function refused(op: Op, { status, trouble, retryAfterS }: Failed, now: number, random: number): Op {
  // No answer, or nobody signed in: not this op's fault, so it does not wait longer for it.
  if (status === 0 || status === 401) return op;
  const verdict = isMissing(op, status) ? "waiting" : verdictOf(status);
  if (verdict !== "waiting") return { ...op, state: verdict, trouble };
  const attempts = op.attempts + 1;
  return { ...op, attempts, not_before: now + backoffMs(attempts, random, retryAfterS), trouble };
}

/** A server of before there were chains does not know these addresses: it is asked again when it is a newer one. */
function isMissing({ kind }: Op, status: number): boolean {
  return (kind === "key" || kind === "entry") && (status === 404 || status === 405);
}

/** What an HTTP status means for what was sent. */
export function verdictOf(status: number): OpState {
  if (status >= 200 && status < 300) return "done";
  if (status === 409) return "conflict";
  const passes = status === 0 || status === 401 || status === 408 || status === 425 || status === 429 || status >= 500;
  return passes ? "waiting" : "attention";
}

/** When something falls due by itself; null when nothing waits for a time. */
export function nextDue(items: readonly { state: string; not_before: number }[], now: number): number | null {
  const times = items
    .filter((item) => item.state === "waiting" && !isDue(item.not_before, now))
    .map((item) => item.not_before);
  return times.length > 0 ? Math.min(...times) : null;
}
