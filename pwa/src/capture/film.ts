/** Records a film or a voice, and writes it down while it is being recorded. */

import { newId } from "../api/ids";
import type { Fix, Uuid } from "../api/types";
import { PART_BYTES } from "../store/media";
import type { Medium } from "../store/records";
import { momentOf } from "../chain/beacon";
import { endRecording } from "../chain/capture";
import { beginRecording, dropRecording, type Recording, type RecordingWriter } from "../store/recording";
import { alone } from "../sync/lock";
import { hashing, type Hashing } from "./hash";
import { filmName, mimeOf } from "./intake";

export type FilmKind = "film" | "voice";
/** What is said before it begins. The size keeps a film below what the server takes. */
export const LONGEST_MS = { film: 5 * 60_000, voice: 3 * 60_000 };
export const LARGEST_BYTES = { film: 480 << 20, voice: 20 << 20 };
/** So much may be lost when the browser dies. */
const SLICE_MS = 1_000;
const FILM_BITS = 2_500_000;
const VOICE_BITS = 48_000;

const TYPES: Record<FilmKind, string[]> = {
  film: ["video/mp4;codecs=avc1.42E01E,mp4a.40.2", "video/mp4", "video/webm;codecs=vp8,opus", "video/webm"],
  voice: ["audio/mp4;codecs=mp4a.40.2", "audio/mp4", "audio/webm;codecs=opus", "audio/webm"],
};

/** The first that this browser can make; null when it can make none. */
export function typeFor(kind: FilmKind): string | null {
  if (typeof MediaRecorder === "undefined") return null;
  return TYPES[kind].find((type) => MediaRecorder.isTypeSupported(type)) ?? null;
}

export const recordingLock = (id: Uuid) => `fengxun-recording-${id}`;

type About = { kind: FilmKind; lead: Uuid; person: Uuid; fix: Fix | null; number: number; now: number };

/** Begin. Raises what the disk or the browser says. */
export async function startFilm(stream: MediaStream, about: About): Promise<Film> {
  const type = typeFor(about.kind);
  if (!type) throw new DOMException("no format", "NotSupportedError");
  const recording: Recording = {
    id: newId(about.now),
    lead_id: about.lead,
    person_id: about.person,
    mime: mimeOf(type),
    filename: filmName(about.now, about.number, mimeOf(type)),
    source: "camera",
    role: about.kind === "voice" ? "voice" : "original",
    captured_at: new Date(about.now).toISOString(),
    fix: about.fix,
    size: 0,
    moment: await momentOf(about.person, about.now),
  };
  const [writer, hash] = [await beginRecording(recording), await hashing()];
  return new Film(stream, type, recording, writer, hash, about.kind);
}

export class Film {
  /** What kept a slice from being written; what came before it is safe. */
  problem: unknown = null;
  private readonly recorder: MediaRecorder;
  private readonly ended: Promise<void>;
  private release = () => undefined as void;
  private writing: Promise<void> = Promise.resolve();
  private ran = 0;
  private since: number | null = null;

  constructor(
    stream: MediaStream,
    type: string,
    private readonly recording: Recording,
    private readonly writer: RecordingWriter,
    private readonly hash: Hashing,
    private readonly kind: FilmKind,
  ) {
    // An MP4 is written out from key picture to key picture: they have to come as often as the slices.
    const options = {
      mimeType: type,
      videoBitsPerSecond: FILM_BITS,
      audioBitsPerSecond: VOICE_BITS,
      videoKeyFrameIntervalDuration: SLICE_MS,
    };
    this.recorder = new MediaRecorder(stream, options);
    this.recorder.addEventListener("dataavailable", ({ data }) => this.take(data));
    this.ended = new Promise((resolve) => this.recorder.addEventListener("stop", () => resolve(), { once: true }));
    // Held while it runs, so that no other tab takes it for one left behind.
    const held = new Promise<void>((resolve) => (this.release = resolve));
    void alone(recordingLock(recording.id), () => held);
    this.recorder.start(SLICE_MS);
    this.since = performance.now();
  }

  get state(): RecordingState {
    return this.recorder.state;
  }

  get size(): number {
    return this.writer.size;
  }

  /** Milliseconds recorded, without the pauses. */
  get length(): number {
    return this.ran + (this.since === null ? 0 : performance.now() - this.since);
  }

  /** Whether it has to end now. */
  get full(): boolean {
    return this.problem !== null || this.length >= LONGEST_MS[this.kind] || this.size >= LARGEST_BYTES[this.kind];
  }

  pause(): void {
    if (this.recorder.state !== "recording") return;
    this.recorder.requestData();
    this.recorder.pause();
    this.ran = this.length;
    this.since = null;
  }

  resume(): void {
    if (this.recorder.state !== "paused") return;
    this.recorder.resume();
    this.since = performance.now();
  }

  /** End it; the medium it has become, or null when nothing was recorded. */
  async stop(thumbnail: ArrayBuffer | null): Promise<Medium | null> {
    this.ran = this.length;
    this.since = null;
    if (this.recorder.state !== "inactive") this.recorder.stop();
    await this.ended;
    await this.writing;
    try {
      const sha256 = await this.hash.digest();
      if (this.size === 0) {
        await dropRecording(this.recording);
        return null;
      }
      const medium = mediumOf({ ...this.recording, size: this.size }, sha256, thumbnail);
      const moment = this.recording.moment ?? (await momentOf(medium.person_id, Date.parse(medium.captured_at)));
      await endRecording(medium, await this.writer.sums(), moment);
      return medium;
    } finally {
      this.release();
    }
  }

  private take(data: Blob): void {
    this.writing = this.writing.then(async () => {
      if (this.problem !== null || data.size === 0) return;
      try {
        const bytes = new Uint8Array(await data.arrayBuffer());
        await this.writer.append(bytes);
        await this.hash.update(bytes);
      } catch (error) {
        this.problem = error;
      }
    });
  }
}

/** A recording that has ended, as a medium. */
export function mediumOf(recording: Recording, sha256: string, thumbnail: ArrayBuffer | null): Medium {
  const derived_from = null;
  const { moment: _, ...rest } = recording;
  return { ...rest, sha256, thumbnail, derived_from, parts: Math.ceil(recording.size / PART_BYTES) };
}
