/** The room's playback: what the map shows instead of now while the past is looked at. */

import { useEffect, useMemo, useState } from "preact/hooks";
import type { Officer, Track } from "../../api/types";
import type { PatrolView } from "../use_patrol";
import { past } from "./past";
import { officersAt, within } from "./playback";
import { usePlayback, type Playback, type Wanted } from "./use_playback";

type Shown = { id: string; track: Track } | null;

export type RoomPlayback = {
  on: boolean;
  play: Playback | null;
  only: string;
  /** Null while the map shows what is now. */
  officers: readonly Officer[] | null;
  tracks: Shown;
  now: number | null;
  /** The chosen patrol's own track. */
  own: Shown;
  setOnly(person: string): void;
  playHour(): void;
  playPatrol(): void;
  live(): void;
};

/** The map is drawn this often while playing, not with every tenth of a second. */
const DRAW_MS = 1000;

export function useRoomPlayback(patrol: PatrolView | null): RoomPlayback {
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const [only, setOnly] = useState("");
  const play = usePlayback(wanted);
  const on = wanted !== null;
  useEffect(() => {
    past.set(on);
    return () => past.set(false);
  }, [on]);
  const own = useMemo(() => (patrol ? { id: patrol.id, track: patrol.track } : null), [patrol]);
  const trails = play?.trails ?? null;
  const shown = useMemo(
    () => trails?.filter((trail) => only === "" || trail.patrol.person_id === only) ?? null,
    [trails, only],
  );
  const step = play ? play.at - (play.at % Math.max(DRAW_MS, play.speed * 200)) : 0;
  const officers = useMemo(() => (shown ? officersAt(shown, play?.at ?? 0) : null), [shown, step]);
  const tracks = useMemo((): Shown => {
    if (!shown || !play) return null;
    const cut = shown.map(({ track }) => within(track, { from: play.span.from, to: play.at }));
    // One id for the whole hour: the map must not jump to fit with every step.
    return {
      id: `play-${play.span.to}-${only}`,
      track: { parts: cut.flatMap(({ parts }) => parts), gaps: cut.flatMap(({ gaps }) => gaps), dropped: [] },
    };
  }, [shown, step]);
  return {
    on,
    play,
    only,
    officers: wanted ? (officers ?? []) : null,
    tracks: wanted ? tracks : null,
    now: play?.at ?? null,
    own,
    setOnly,
    playHour: () => {
      setOnly("");
      setWanted({ patrol: null });
    },
    playPatrol: () => {
      if (!patrol) return;
      setOnly("");
      setWanted({ patrol: patrol.patrol });
    },
    live: () => setWanted(null),
  };
}
