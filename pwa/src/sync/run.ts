/**
 * Empties the outbox: asks `queue.ts` what is next, sends it, writes down what came of it. The only place that does.
 */

import type { Uuid } from "../api/types";
import { collectReceipts } from "../chain/receipts";
import { dropChunks, freezeRows, readChunks, saveChunk } from "../store/chunks";
import { readMe, writeLastSuccess } from "../store/keyed";
import { findOp, freezeOp, pruneOps, readOps, saveOp } from "../store/ops";
import type { Op, TrackChunk } from "../store/records";
import { settings } from "../store/settings";
import { backoffMs, isDue } from "./backoff";
import { askStanding, type Standing } from "./identity";
import { alone } from "./lock";
import { network } from "./network";
import { afterAttempt, heldBy, nextDue, nextToSend, stops, type Outcome } from "./queue";
import { sendChunk, sendOp } from "./send";
import { sync, tell } from "./state";
import { chunkAfter, mayFreeze, nextChunk, unknownPatrols } from "./track_lane";

const LOCK = "fengxun-sync";
/** So often it is tried at the latest, and the server asked who is signed in. */
export const TICK_MS = 60_000;
const SOONEST_MS = 200;
/** So long may the newest fixes wait while older ones are being sent. */
const LIVE_MS = 5_000;

/** What sending needs from outside; a test brings its own. */
export type Outside = {
  standing(): Promise<Standing>;
  sendOp(op: Op, progress: (bytes: number) => void, signal: AbortSignal): Promise<Outcome>;
  sendChunk(chunk: TrackChunk, now: number): Promise<{ outcome: Outcome; acked: number }>;
  /** Ask for the server's receipts of what it has taken. Raises nothing. */
  receipts(person: Uuid, signal: AbortSignal): Promise<void>;
  now(): number;
  random(): number;
};
const WORLD: Outside = {
  standing: askStanding,
  sendOp,
  sendChunk,
  receipts: (person, signal) => collectReceipts(person, signal).catch(() => undefined),
  now: Date.now,
  random: Math.random,
};

/** Something to wait for, and how to give it. */
function signal(): { given: Promise<void>; give: () => void } {
  let give = () => undefined as void;
  const given = new Promise<void>((resolve) => (give = resolve));
  return { given, give };
}

export class Runner {
  private readonly running = new Map<Uuid, Promise<void>>();
  private readonly outside: Outside;
  private failures = 0;
  private lineDue = 0;
  private standingUntil = 0;
  private halted = false;
  private again = false;
  private draining: Promise<void> | null = null;
  private collecting: Promise<void> | null = null;
  private abort = new AbortController();
  private poke = signal();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(outside: Outside = WORLD) {
    this.outside = outside;
  }

  /** Send what is due, unless the line is known to be down and its wait has not passed. */
  drain(): Promise<void> {
    if (this.failures > 0 && !isDue(this.lineDue, this.outside.now())) return Promise.resolve();
    // Asking while it runs makes it look again at once: something new must not wait for a film to end.
    this.again = true;
    this.poke.give();
    this.poke = signal();
    this.draining ??= this.drainAll().finally(() => {
      this.draining = null;
    });
    return this.draining;
  }

  /** Send now: the person, the network or the screen has come back, or somebody else may have signed in. */
  hurry(): Promise<void> {
    this.failures = 0;
    this.standingUntil = 0;
    return this.drain();
  }

  /** Start nothing more and break off what is under way: somebody is about to sign out. */
  async quiet(): Promise<void> {
    this.stop();
    this.halted = true;
    this.standingUntil = 0;
    this.abort.abort();
    await Promise.all([this.draining, this.collecting]);
    this.abort = new AbortController();
    this.stop();
  }

  /** Stop waking by itself. */
  stop(): void {
    clearTimeout(this.timer);
  }

  private async drainAll(): Promise<void> {
    const me = await readMe();
    if (!me) return;
    this.stop();
    this.halted = false;
    let ran = false;
    try {
      ran = await alone(LOCK, async () => {
        tell({ busy: true });
        while (this.again && !this.halted && (await this.mayAct())) {
          this.again = false;
          await Promise.all([this.drainOps(me.id), this.drainTracks(me.id)]);
          if (!this.halted) this.collect(me.id);
        }
      });
    } finally {
      // A disk that fails now may not fail in a minute: whatever happened, it wakes again.
      tell({ busy: false });
      this.again = false;
      await this.plan(ran);
    }
  }

  /** Beside everything else: nothing that is to be sent waits for it. */
  private collect(person: Uuid): void {
    this.collecting ??= this.outside.receipts(person, this.abort.signal).finally(() => (this.collecting = null));
  }

  /** Whether the server answers, and knows us as the person whose things lie here. */
  private async mayAct(): Promise<boolean> {
    if (!isDue(this.standingUntil, this.outside.now())) return true;
    const standing = await this.outside.standing();
    if (standing === "silent") {
      this.lineDown();
      return false;
    }
    this.failures = 0;
    tell({ reach: "online", signed_out: standing !== "same", other: standing === "other" });
    if (standing !== "same") return false;
    this.standingUntil = this.outside.now() + TICK_MS;
    await pruneOps(this.outside.now());
    return true;
  }

  /** Start all that may start; whenever one ends or something new comes, look again, until nothing is left. */
  private async drainOps(person: Uuid): Promise<void> {
    for (;;) {
      const { given } = this.poke;
      for (const op of await this.startable(person)) {
        this.running.set(
          op.id,
          this.attempt(op).finally(() => this.running.delete(op.id)),
        );
      }
      if (this.running.size === 0) return;
      await Promise.race([...this.running.values(), given]);
    }
  }

  private async startable(person: Uuid): Promise<Op[]> {
    if (this.halted) return [];
    const held = heldBy(settings.get(), network.get().line);
    const { paused } = settings.get();
    const situation = { now: this.outside.now(), person, running: new Set(this.running.keys()), paused, held };
    const next = nextToSend(await readOps(), situation);
    return next.length > 0 && (await this.stillMayAct()) ? next : [];
  }

  /** A film takes minutes; by then somebody else may have signed in. */
  private async stillMayAct(): Promise<boolean> {
    if (!this.halted && !(await this.mayAct())) this.halted = true;
    return !this.halted;
  }

  private async attempt(op: Op): Promise<void> {
    // From now on nothing about it may change, whatever becomes of the answer. It may have been taken back just now.
    if (op.frozen_at === null && !(await freezeOp(op.id, this.outside.now()))) return;
    const outcome = await this.outside.sendOp(op, (bytes) => this.tellProgress(op.id, bytes), this.abort.signal);
    const current = (await findOp(op.id)) ?? op;
    const after = afterAttempt(current, outcome, this.outside.now(), this.outside.random());
    if (after !== current) await saveOp(after);
    this.tellProgress(op.id, null);
    await this.learn(outcome);
  }

  /** Send all of the track, and go on with what is added to it for as long as anything else is under way. */
  private async drainTracks(person: Uuid): Promise<void> {
    for (;;) {
      const { given } = this.poke;
      if (!settings.get().paused) await this.drainTrack(person);
      if (this.halted || this.running.size === 0) return;
      await Promise.race([given, ...this.running.values()]);
    }
  }

  private async drainTrack(person: Uuid): Promise<void> {
    let liveUntil = Infinity;
    while (await this.stillMayAct()) {
      const [chunks, unknown, now] = [await readChunks(), unknownPatrols(await readOps()), this.outside.now()];
      const chunk = nextChunk(chunks, unknown, person, now);
      // While an afternoon's backlog goes out, the fixes of this moment must not wait behind it.
      const behind = chunk === undefined ? mayFreeze(chunks, person) : now >= liveUntil;
      if (behind && (await freezeRows(person, unknown, now)) > 0) liveUntil = now + LIVE_MS;
      else if (!chunk) return;
      else if (await this.attemptChunk(chunk)) liveUntil = Math.min(liveUntil, now + LIVE_MS);
    }
  }

  /** Whether the server has it now. */
  private async attemptChunk(chunk: TrackChunk): Promise<boolean> {
    const { outcome, acked } = await this.outside.sendChunk(chunk, this.outside.now());
    const after = chunkAfter(chunk, outcome, this.outside.now(), this.outside.random());
    if (!after) await dropChunks(chunk, acked);
    else if (after !== chunk) await saveChunk(after);
    await this.learn(outcome);
    return after === null;
  }

  /** What an outcome says about the line and the session. */
  private async learn(outcome: Outcome): Promise<void> {
    if (stops(outcome)) {
      this.halted = true;
      this.standingUntil = 0;
      if (outcome.end === "failed" && outcome.status === 401) tell({ signed_out: true, reach: "online" });
      else this.lineDown();
      return;
    }
    tell({ reach: "online" });
    if (outcome.end !== "done") return;
    const at = this.outside.now();
    tell({ last_success: at });
    await writeLastSuccess(at);
  }

  /** Several requests that end together are one failure of the line; those we broke off ourselves are none. */
  private lineDown(): void {
    if (this.abort.signal.aborted) return;
    const now = this.outside.now();
    if (this.failures > 0 && !isDue(this.lineDue, now)) return;
    this.failures++;
    this.lineDue = now + backoffMs(this.failures, this.outside.random());
    tell({ reach: "offline" });
  }

  private tellProgress(id: Uuid, bytes: number | null): void {
    const progress = new Map(sync.get().progress);
    if (bytes === null) progress.delete(id);
    else progress.set(id, bytes);
    tell({ progress });
  }

  /** Wake by itself when the line's wait has passed, something falls due, or at the latest in a minute. */
  private async plan(ran: boolean): Promise<void> {
    const now = this.outside.now();
    const down = this.failures > 0;
    const due = ran ? await this.dueAt(now).catch(() => null) : null;
    const at = down ? this.lineDue : Math.min(due ?? Infinity, now + TICK_MS);
    tell({ next_try: down ? at : null });
    this.stop();
    this.timer = setTimeout(() => void this.drain(), Math.max(SOONEST_MS, at - now));
  }

  private async dueAt(now: number): Promise<number | null> {
    return nextDue([...(await readOps()), ...(await readChunks())], now);
  }
}
