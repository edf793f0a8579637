/** The last hour (or one patrol) read once, and a moment in it that moves. */

import { useEffect, useMemo, useState } from "preact/hooks";
import type { Patrol } from "../../api/types";
import { exactTime } from "../../ui/format";
import { readPatrols, readTrack, sentence } from "../requests";
import { advanced, beginning, during, HOUR_MS, type Span, type Trail } from "./playback";

export type Playback = {
  span: Span;
  /** Null while they are read. */
  trails: readonly Trail[] | null;
  failure: string | null;
  /** Tracks that could not be read. */
  missing: number;
  at: number;
  playing: boolean;
  speed: number;
  seek(at: number): void;
  play(on: boolean): void;
  setSpeed(speed: number): void;
};

/** What to play: the last hour of everybody, or one patrol's own last hour. */
export type Wanted = { patrol: Patrol | null };

type Read = { trails: Trail[]; missing: number };

const FRAME_MS = 100;
const AT_ONCE = 4;

export function usePlayback(wanted: Wanted | null): Playback | null {
  const span = useMemo(() => spanOf(wanted), [wanted]);
  const [read, setRead] = useState<Read | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [at, setAt] = useState(span.from);
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(30);
  useEffect(() => {
    setRead(null);
    setFailure(null);
    setAt(span.from);
    setPlaying(false);
    if (!wanted) return undefined;
    const abort = new AbortController();
    const begin = (found: Read) => {
      setRead(found);
      if (found.trails.length === 0) return;
      // Who has moved the slider meanwhile wants to look there.
      setAt((old) => (old === span.from ? beginning(found.trails, span) : old));
      setPlaying(true);
    };
    readTrails(wanted, span, abort.signal).then(begin, (error: unknown) => {
      if (!abort.signal.aborted) setFailure(sentence(error));
    });
    return () => abort.abort();
  }, [wanted]);
  useEffect(() => {
    if (!playing) return undefined;
    let before = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      const passed = now - before;
      before = now;
      setAt((old) => {
        const next = advanced(old, passed, speed, span);
        if (next >= span.to) setPlaying(false);
        return next;
      });
    }, FRAME_MS);
    return () => clearInterval(timer);
  }, [playing, speed, span]);
  if (!wanted) return null;
  return {
    span,
    trails: read?.trails ?? null,
    failure,
    missing: read?.missing ?? 0,
    at,
    playing,
    speed,
    seek: (next) => setAt(Math.min(span.to, Math.max(span.from, next))),
    play: (on) => {
      if (on && at >= span.to) setAt(span.from);
      setPlaying(on);
    },
    setSpeed,
  };
}

function spanOf(wanted: Wanted | null): Span {
  const { started_at, ended_at } = wanted?.patrol ?? {};
  const to = ended_at ? Date.parse(ended_at) : Date.now();
  return { from: started_at ? Math.max(Date.parse(started_at), to - HOUR_MS) : to - HOUR_MS, to };
}

async function readTrails({ patrol }: Wanted, span: Span, signal: AbortSignal): Promise<Read> {
  const days = [...new Set([span.from - 12 * HOUR_MS, span.from, span.to].map((at) => exactTime(at).slice(0, 10)))];
  const listed = patrol ? [patrol] : (await Promise.all(days.map((day) => readPatrols(day, signal)))).flat();
  const wanted = [...new Map(during(listed, span).map((each) => [each.id, each])).values()];
  const trails: Trail[] = [];
  let missing = 0;
  for (let n = 0; n < wanted.length; n += AT_ONCE) {
    const some = wanted.slice(n, n + AT_ONCE);
    const tracks = await Promise.allSettled(some.map(({ id }) => readTrack(id, signal)));
    tracks.forEach((track, i) => {
      const one = some[i];
      if (track.status === "fulfilled" && one) trails.push({ patrol: one, track: track.value });
      else missing++;
    });
    if (signal.aborted) break;
  }
  return { trails, missing };
}
