/** The outbox as a person sees it: calls for help, leads with their photos, patrols with their track. Pure. */

import type { Uuid } from "../api/types";
import type { About, Op, TrackChunk, TrackRow, Trouble } from "../store/records";

export type Stage = "saved" | "sending" | "verifying" | "attention" | "conflict" | "received";

export type LeadItem = {
  id: Uuid;
  about: About;
  created_at: number;
  stage: Stage;
  /** Photos, videos and voice notes the server holds, of all that were made; the app's copies of them do not count. */
  done: number;
  total: number;
  trouble: Trouble | null;
  /** When it is tried again, if it failed for a passing reason; else 0. */
  not_before: number;
  op: Op;
  media: Op[];
};
export type PatrolItem = {
  id: Uuid;
  created_at: number;
  stage: Stage;
  events: number;
  points: number;
  refused_points: number;
  trouble: Trouble | null;
  /** Ids of the patrol's own ops. */
  ops: Uuid[];
};
/** A call for help, with its calling off if there was one. */
export type AlarmItem = {
  id: Uuid;
  created_at: number;
  stage: Stage;
  called_off: boolean;
  trouble: Trouble | null;
  done_at: number;
  ops: Uuid[];
};
/** What is not sent yet, or was refused, of the chain of signed captures and its key. */
export type ChainItem = { stage: Stage; count: number; trouble: Trouble | null; ops: Uuid[]; key: boolean };
export type Overview = {
  alarms: AlarmItem[];
  leads: LeadItem[];
  /** What was told of leads after they were reported. */
  steps: LeadItem[];
  patrols: PatrolItem[];
  chain: ChainItem | null;
  /** Items that wait, and items somebody has to look at. */
  pending: number;
  attention: number;
  /** Ops on this phone that belong to somebody else. */
  others: number;
  oldest: number | null;
};

export type Stored = { ops: readonly Op[]; chunks: readonly TrackChunk[]; rows: readonly TrackRow[] };

export function overview({ ops, chunks, rows }: Stored, person: Uuid, running: ReadonlySet<Uuid>): Overview {
  const own = ops.filter((op) => op.person_id === person);
  const leads = own.filter((op) => op.kind === "lead").map((op) => leadItem(op, own, running));
  const patrols = own.filter((op) => op.kind === "patrol").map((op) => patrolItem(op, own, chunks, rows));
  const steps = own.filter((op) => op.kind === "step").map((op) => leadItem(op, own, running));
  const alarms = alarmItems(own, running);
  const chain = chainItem(own);
  const items = [...alarms, ...leads, ...steps, ...patrols];
  const waiting = items.filter(({ stage }) => stage === "saved" || stage === "sending" || stage === "verifying");
  return {
    alarms,
    leads: leads.sort(newestFirst),
    steps: steps.sort(newestFirst),
    patrols: patrols.sort(newestFirst),
    chain,
    pending: waiting.filter((item) => !("points" in item) || !isFlowing(item)).length,
    attention: [...items, ...(chain ? [chain] : [])].filter(({ stage }) => stage === "attention" || stage === "conflict").length,
    others: ops.filter((op) => op.person_id !== person && op.state !== "done" && !isSigning(op)).length,
    oldest: waiting.length > 0 ? Math.min(...waiting.map(({ created_at }) => created_at)) : null,
  };
}

/**
 * What the server has taken since `from`: how many things, counted as they wait (a report with its photos is one, a patrol
 * with its events, too), and the bytes of photos and films among them.
 */
export function sentSince(ops: readonly Op[], person: Uuid, from: number): { count: number; bytes: number } {
  const sent = ops.filter((op) => op.person_id === person && !isSigning(op) && op.state === "done" && (op.done_at ?? 0) >= from);
  const things = new Set(sent.map((op) => op.needs ?? (op.kind === "step" ? op.id : op.entity)));
  return { count: things.size, bytes: sent.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** So few fixes are simply on their way, once every few seconds; that is nobody's worry. */
const FLOWING_POINTS = 60;

/** Of a patrol that goes on, with nothing but its newest fixes to send. */
export function isFlowing({ events, points }: Pick<PatrolItem, "events" | "points">): boolean {
  return events === 0 && points <= FLOWING_POINTS;
}

function newestFirst(a: { created_at: number }, b: { created_at: number }): number {
  return b.created_at - a.created_at;
}

function leadItem(op: Op, own: readonly Op[], running: ReadonlySet<Uuid>): LeadItem {
  const media = own.filter((other) => other.kind === "medium" && other.needs === op.id);
  const made = media.filter(({ copy }) => !copy);
  const all = [op, ...media];
  return {
    id: op.id,
    about: op.about ?? { category: "", address: "" },
    created_at: op.created_at,
    stage: stageOf(all, running),
    done: made.filter(({ state }) => state === "done").length,
    total: made.length,
    trouble: all.find(({ trouble }) => trouble !== null)?.trouble ?? null,
    not_before: Math.max(
      0,
      ...all.filter(({ state, attempts }) => state === "waiting" && attempts > 0).map((o) => o.not_before),
    ),
    op,
    media,
  };
}

function alarmItems(own: readonly Op[], running: ReadonlySet<Uuid>): AlarmItem[] {
  const raised = own.filter(({ kind }) => kind === "alarm");
  return [...new Set(raised.map(({ entity }) => entity))]
    .map((id) => alarmItem(id, raised.filter(({ entity }) => entity === id), running))
    .sort(newestFirst);
}

/** Nothing a person made: what says whose signature it is, and the signatures. */
function isSigning({ kind }: Op): boolean {
  return kind === "key" || kind === "entry";
}

/** What was refused first; entries on their way are nobody's worry, like the newest fixes. */
function chainItem(own: readonly Op[]): ChainItem | null {
  const open = own.filter((op) => isSigning(op) && op.state !== "done");
  const refused = open.filter(({ state }) => state !== "waiting");
  const told = refused.length > 0 ? refused : open;
  if (told.length === 0) return null;
  const trouble = refused[0]?.trouble ?? null;
  const key = told.some(({ kind }) => kind === "key");
  return { stage: stageOf(told, new Set()), count: told.length, trouble, ops: told.map(({ id }) => id), key };
}

function alarmItem(id: Uuid, ops: readonly Op[], running: ReadonlySet<Uuid>): AlarmItem {
  return {
    id,
    created_at: Math.min(...ops.map(({ created_at }) => created_at)),
    stage: stageOf(ops, running),
    called_off: ops.some((op) => op.id !== id),
    trouble: ops.find(({ trouble }) => trouble !== null)?.trouble ?? null,
    done_at: Math.max(...ops.map(({ done_at }) => done_at ?? 0)),
    ops: ops.map((op) => op.id),
  };
}

/** How far a group of ops has got: trouble is said first, then what is under way. */
export function stageOf(ops: readonly Op[], running: ReadonlySet<Uuid>): Stage {
  if (ops.some(({ state }) => state === "conflict")) return "conflict";
  if (ops.some(({ state }) => state === "attention")) return "attention";
  const waiting = ops.filter(({ state }) => state === "waiting");
  if (waiting.length === 0) return "received";
  if (waiting.every(({ phase }) => phase === "verify")) return "verifying";
  return ops.some(({ id }) => running.has(id)) || waiting.length < ops.length ? "sending" : "saved";
}

function patrolItem(op: Op, own: readonly Op[], chunks: readonly TrackChunk[], rows: readonly TrackRow[]): PatrolItem {
  const events = own.filter((other) => other.kind === "patrol_event" && other.entity === op.entity);
  const of = chunks.filter(({ patrol_id }) => patrol_id === op.id);
  const refused = of.filter(({ state }) => state !== "waiting");
  const points =
    count(of.filter(({ state }) => state === "waiting")) + count(rows.filter(({ patrol_id }) => patrol_id === op.id));
  const all = [op, ...events];
  const own_stage = stageOf(all, new Set());
  const stage = refused.length > 0 ? "attention" : points > 0 && own_stage === "received" ? "saved" : own_stage;
  const trouble = refused[0]?.trouble ?? all.find((other) => other.trouble !== null)?.trouble ?? null;
  return {
    id: op.id,
    created_at: op.created_at,
    stage,
    events: all.filter(({ state }) => state !== "done").length,
    points,
    refused_points: count(refused),
    trouble,
    ops: all.map(({ id }) => id),
  };
}

function count(some: readonly { count: number }[]): number {
  return some.reduce((sum, { count: n }) => sum + n, 0);
}
