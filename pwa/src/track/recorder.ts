/** Records the way of a running patrol, and why it could not. Nothing while paused, nothing off duty. */

import type { Uuid } from "../api/types";
import { appendFix, noteCause, readLocalPatrol } from "../store/patrols";
import type { Cause, LastFix, LocalPatrol } from "../store/records";
import { settings } from "../store/settings";
import { followBattery } from "./battery";
import { causeOfAbsence, gapBefore, heartbeat, judge, shiftAfter, stronger, type Reading } from "./filter";
import { followPosition, restartWatch, type PositionProblem } from "./position";
import { recording, tellRecording } from "./state";
import { ScreenHold } from "./wake_lock";

/** A watch that has said nothing for so long is begun anew: before the silence is a gap, see `SILENCE_MS`. */
const DEAD_MS = 40_000;

class Recorder {
  private readonly screen = new ScreenHold((wake) => tellRecording({ wake }));
  private readonly stops: (() => void)[] = [];
  private last: LastFix | null;
  private cause: Cause;
  private heardAt = Date.now();
  /** The patrol's time minus the phone's clock, once that has been put back. */
  private shift = 0;
  /** It was asked anew and has not answered yet. */
  private asked = false;
  /** Fixes are written one after the other, in the order they came. */
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly patrol: LocalPatrol) {
    this.last = patrol.last;
    this.cause = patrol.cause;
  }

  start(): void {
    const fitScreen = () => (settings.get().keep_screen ? this.screen.hold() : this.screen.release());
    fitScreen();
    document.addEventListener("visibilitychange", this.visibility);
    const pulse = setInterval(() => this.checkPulse(), DEAD_MS / 4);
    this.stops.push(
      settings.subscribe(fitScreen),
      followBattery((battery) => tellRecording({ battery })),
      followPosition({ reading: (reading, since) => this.take(reading, since), problem: (why) => this.failed(why) }),
      () => document.removeEventListener("visibilitychange", this.visibility),
      () => clearInterval(pulse),
    );
    // A watch that was there before has told where we are before the patrol began: who stands still would wait for
    // ever.
    restartWatch();
    tellRecording({ on: true, problem: null, heard: null });
  }

  async stop(): Promise<void> {
    this.stops.forEach((stop) => stop());
    this.screen.release();
    tellRecording({ on: false, problem: null, heard: null });
    await this.writing;
  }

  private take(reading: Reading, since: number): void {
    this.heardAt = Date.now();
    this.asked = false;
    const { at, accuracy_m } = reading;
    tellRecording({ problem: null, heard: { at, accuracy_m, told: this.heardAt } });
    const shift = shiftAfter(this.shift, this.last?.at ?? this.patrol.started_at, at, this.heardAt);
    if (shift !== this.shift) {
      this.shift = shift;
      // When the watch began was told by another clock.
      return restartWatch();
    }
    const timed = { ...reading, at: at + shift };
    const verdict = judge(this.last, timed, since + shift, this.patrol.started_at, this.cause);
    if (verdict.keep) return this.keep(timed, verdict.cause);
    const still = this.cause === "none" ? heartbeat(this.last, timed, this.heardAt + shift) : null;
    if (still && this.last) this.keep(still, gapBefore(still.at - this.last.at, this.cause));
  }

  private keep(reading: Reading, cause: Cause): void {
    const { at, lon, lat, accuracy_m } = reading;
    this.last = { at, lon, lat, accuracy_m };
    this.cause = "none";
    const power = recording.get().battery;
    this.writing = this.writing.then(() => write(this.patrol.id, reading, cause, power));
  }

  private failed(problem: PositionProblem): void {
    tellRecording({ problem });
    this.note(problem === "permission" ? "permission" : "no_fix");
  }

  private readonly visibility = () => {
    if (document.visibilityState === "hidden") return this.note("hidden");
    restartWatch();
  };

  private note(cause: Cause): void {
    const now = stronger(this.cause, cause);
    if (now === this.cause) return;
    this.cause = now;
    void noteCause(this.patrol.id, now);
  }

  private checkPulse(): void {
    // A clock that was put back has heard something in the future.
    const dead = Math.abs(Date.now() - this.heardAt) > DEAD_MS && document.visibilityState === "visible";
    if (!dead) return;
    this.heardAt = Date.now();
    // Who stands still may only have had nothing to say; who was asked and is silent has no position.
    if (this.asked) this.note("no_fix");
    this.asked = true;
    restartWatch();
  }
}

async function write(id: Uuid, reading: Reading, cause: Cause, power: { level: number | null; charging: boolean }) {
  try {
    await appendFix(id, reading, cause, power);
  } catch (error) {
    // The disk is full, most likely. The patrol goes on; what is missing will show as a gap.
    tellRecording({ problem: "no_fix" });
    console.error("a fix could not be kept", error);
  }
}

const LOCK = "fengxun-recorder";
let current: { id: Uuid; recorder: Recorder; release: () => void } | null = null;

/**
 * Make recording fit a patrol: on while it runs, off otherwise. `resumed`: the app has just been started again and was
 * gone for a while.
 */
export async function fitRecording(patrol: LocalPatrol | undefined, resumed: boolean): Promise<void> {
  const wanted = patrol?.state === "running" ? patrol.id : null;
  if (current && current.id !== wanted) {
    const { recorder, release } = current;
    current = null;
    await recorder.stop();
    release();
  }
  if (!wanted || current) return;
  if (resumed && patrol) await noteCause(wanted, stronger(patrol.cause, causeOfAbsence(patrol.battery)));
  await record(wanted);
}

/** Only one tab records: two would number their fixes alike. */
async function record(id: Uuid): Promise<void> {
  const begin = async (release: () => void) => {
    const fresh = await readLocalPatrol(id);
    if (fresh?.state !== "running" || current) return release();
    const recorder = new Recorder(fresh);
    current = { id, recorder, release };
    tellRecording({ elsewhere: false });
    recorder.start();
  };
  if (!("locks" in navigator)) return begin(() => undefined);
  let free = true;
  await new Promise<void>((settled) => {
    void navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
      free = lock !== null;
      if (!lock) return settled();
      await new Promise<void>((release) => void begin(release).then(settled, () => (release(), settled())));
    });
  });
  if (!free) tellRecording({ elsewhere: true });
}
