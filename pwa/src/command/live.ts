/** Keeps the command room up to date: snapshot, then one socket from its cursor, again and again until stopped. */

import type { Box } from "../map/geometry";
import { readFrame, viewWord, type Cursor, type Frame, type Snapshot } from "./frames";
import { judge, type Action, type Live } from "./state";

export type LinkState = "connecting" | "live" | "reconnecting" | "offline" | "signed_out" | "refused";
/** How the line stands, and since when (epoch ms). */
export type Link = { state: LinkState; since: number };

/** The part of a WebSocket that is used, so that a test can stand in for it. */
export type Socket = {
  send(text: string): void;
  close(): void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
};

export type Outside = {
  snapshot(): Promise<Snapshot>;
  socket(cursor: Cursor): Socket;
  /** HTTP status of a failed snapshot; undefined when no answer came. */
  statusOf(error: unknown): number | undefined;
  online(): boolean;
  now(): number;
  random(): number;
  after(ms: number, run: () => void): () => void;
  state(): Live;
  dispatch(action: Action): void;
  link(link: Link): void;
};

/** Frames are taken together for so long; a person does not see the difference, the machine does. */
const GATHER_MS = 200;
/** The server pings every 15 s: after two and a half of those the line is dead, whatever the browser believes. */
const SILENCE_MS = 40_000;
const FIRST_WAIT_MS = 500;
/** Short, because people decide by this screen; spread, because there may be many of them. */
const LONGEST_WAIT_MS = 8_000;
const SIGNED_OUT = 4401;
const NOT_ALLOWED = 4403;

/** Wait before attempt `n` (0, 1, 2, ...): doubling, and spread so that fifty screens do not knock at once. */
export function waitMs(attempt: number, random: number): number {
  const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempt, 10));
  return Math.round(ceiling * (0.5 + random / 2));
}

export class LiveLine {
  private socket: Socket | null = null;
  private open = false;
  private box: Box | null = null;
  private gathered: Frame[] = [];
  private attempt = 0;
  private needsSnapshot = true;
  private stopped = true;
  private run = 0;
  private link: Link;
  private cancelFlush: (() => void) | null = null;
  private cancelWait: (() => void) | null = null;
  private cancelSilence: (() => void) | null = null;

  constructor(private readonly outside: Outside) {
    this.link = { state: "connecting", since: outside.now() };
  }

  /** Begin, or begin again after signing in. */
  start(): void {
    this.stopped = false;
    this.attempt = 0;
    this.tell("connecting");
    void this.connect();
  }

  stop(): void {
    this.stopped = true;
    this.drop();
  }

  /** Try now instead of at the end of the wait: the browser says the network is back. */
  hurry(): void {
    if (this.stopped || this.socket) return;
    this.attempt = 0;
    this.drop();
    void this.connect();
  }

  /** The browser says the network has gone: believe it, a socket may look alive for minutes after. */
  lost(): void {
    if (!this.stopped) this.retry();
  }

  /** Which part of the map is looked at, null for all: what moves there is worth hearing of every second. */
  look(box: Box | null): void {
    this.box = box;
    if (this.open) this.socket?.send(viewWord(box));
  }

  private async connect(): Promise<void> {
    const run = ++this.run;
    try {
      if (this.needsSnapshot || this.outside.state().cursor === null) {
        const snapshot = await this.outside.snapshot();
        if (run !== this.run || this.stopped) return;
        this.outside.dispatch({ do: "snapshot", snapshot });
        this.needsSnapshot = false;
      }
      this.listen(run);
    } catch (error) {
      if (run !== this.run || this.stopped) return;
      const status = this.outside.statusOf(error);
      if (status === 401) this.end("signed_out");
      else if (status === 403) this.end("refused");
      else this.retry();
    }
  }

  private listen(run: number): void {
    const cursor = this.outside.state().cursor;
    if (cursor === null) return this.retry();
    const socket = this.outside.socket(cursor);
    this.socket = socket;
    socket.onopen = () => {
      if (run !== this.run) return;
      this.open = true;
      if (this.box) socket.send(viewWord(this.box));
      this.outside.dispatch({ do: "opened" });
    };
    socket.onmessage = ({ data }) => {
      if (run === this.run) this.take(data);
    };
    socket.onclose = ({ code }) => {
      if (run === this.run && !this.stopped) this.closed(code);
    };
    this.watchSilence();
  }

  private take(message: unknown): void {
    this.watchSilence();
    const frame = readFrame(message);
    if (!frame) return;
    if (frame.type === "hello") {
      this.attempt = 0;
      this.tell("live");
    }
    this.gathered.push(frame);
    this.cancelFlush ??= this.outside.after(GATHER_MS, () => this.flush());
  }

  private flush(): void {
    this.cancelFlush?.();
    this.cancelFlush = null;
    const frames = this.gathered;
    this.gathered = [];
    if (frames.length === 0) return;
    const verdict = judge(this.outside.state().seq, frames);
    this.outside.dispatch({ do: "frames", frames });
    if (verdict === "carry_on") return;
    if (verdict === "snapshot") this.needsSnapshot = true;
    this.retry();
  }

  private closed(code: number): void {
    this.flush();
    if (code === SIGNED_OUT) this.end("signed_out");
    else if (code === NOT_ALLOWED) this.end("refused");
    else if (this.socket) this.retry();
  }

  private retry(): void {
    this.drop();
    this.tell(this.outside.online() ? "reconnecting" : "offline");
    const wait = waitMs(this.attempt++, this.outside.random());
    this.cancelWait = this.outside.after(wait, () => void this.connect());
  }

  private end(state: "signed_out" | "refused"): void {
    this.stopped = true;
    // Who signs in next may see other towns: what is held now must not be mixed with theirs.
    this.needsSnapshot = true;
    this.drop();
    this.tell(state);
  }

  private drop(): void {
    this.run++;
    for (const cancel of [this.cancelFlush, this.cancelWait, this.cancelSilence]) cancel?.();
    this.cancelFlush = this.cancelWait = this.cancelSilence = null;
    this.gathered = [];
    const socket = this.socket;
    this.socket = null;
    this.open = false;
    socket?.close();
  }

  private watchSilence(): void {
    this.cancelSilence?.();
    this.cancelSilence = this.outside.after(SILENCE_MS, () => this.retry());
  }

  /** "Since" is when the line was lost, however often it has been tried in the meantime. */
  private tell(state: LinkState): void {
    const broken: LinkState[] = ["reconnecting", "offline"];
    const goesOn = state === this.link.state || (broken.includes(state) && broken.includes(this.link.state));
    this.link = { state, since: goesOn ? this.link.since : this.outside.now() };
    this.outside.link(this.link);
  }
}
