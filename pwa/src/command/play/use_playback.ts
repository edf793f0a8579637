/** A stretch of time read once, and a moment in it that moves. */

import { useEffect, useState } from "preact/hooks";
import type { Lead, ReplayPhoto } from "../../api/types";
import { readReplay, sentence } from "../requests";
import { advanced, beginning, reelOf, usualSpeed, type Reel, type Span, type Trail } from "./playback";
import { asked, type Wanted, type Whose } from "./wanted";

export type Playback = {
  span: Span;
  whose: Whose;
  /** Null while they are read. */
  trails: readonly Trail[] | null;
  leads: readonly Lead[];
  photos: readonly ReplayPhoto[];
  failure: string | null;
  at: number;
  playing: boolean;
  speed: number;
  seek(at: number): void;
  play(on: boolean): void;
  setSpeed(speed: number): void;
};

const FRAME_MS = 100;
const NONE: readonly never[] = [];
const NOTHING: Span = { from: 0, to: 1 };

export function usePlayback(wanted: Wanted | null): Playback | null {
  const span = wanted?.span ?? NOTHING;
  const [read, setRead] = useState<Reel | null>(null);
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
    setSpeed(usualSpeed(span));
    const abort = new AbortController();
    const begin = (reel: Reel) => {
      setRead(reel);
      if (reel.trails.length === 0) return;
      // Who has moved the slider meanwhile wants to look there.
      setAt((old) => (old === span.from ? beginning(reel.trails, span) : old));
      setPlaying(true);
    };
    readReplay(asked(wanted), abort.signal).then(
      (replay) => begin(reelOf(replay)),
      (error: unknown) => {
        if (!abort.signal.aborted) setFailure(sentence(error));
      },
    );
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
    whose: wanted.whose,
    trails: read?.trails ?? null,
    leads: read?.leads ?? NONE,
    photos: read?.photos ?? NONE,
    failure,
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
