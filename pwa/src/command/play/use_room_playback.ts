/** The room's playback: what the map shows instead of now while the past is looked at. */

import { useEffect, useMemo, useState } from "preact/hooks";
import type { Lead, Officer, ReplayPhoto, Track } from "../../api/types";
import type { PatrolView } from "../use_patrol";
import { past } from "./past";
import { HOUR_MS, madeBy, officersAt, within } from "./playback";
import { usePlayback, type Playback } from "./use_playback";
import { LONGEST_MS, type Wanted } from "./wanted";

/** `all`: what the map moves to, where that is more than what is drawn so far. */
type Shown = { id: string; track: Track; all?: Track } | null;

export type RoomPlayback = {
  on: boolean;
  play: Playback | null;
  only: string;
  /** Null while the map shows what is now. */
  officers: readonly Officer[] | null;
  /** What had been reported and photographed by the moment; null while the map shows what is now. */
  leads: readonly Lead[] | null;
  photos: readonly ReplayPhoto[];
  tracks: Shown;
  now: number | null;
  /** The chosen patrol's own track. */
  own: Shown;
  setOnly(person: string): void;
  /** Of everybody, or of the officer who is chosen. */
  playHour(of?: Officer): void;
  playPatrol(): void;
  playWanted(wanted: Wanted): void;
  live(): void;
};

const NO_PHOTOS: readonly ReplayPhoto[] = [];

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
    const all = play.whose.of === "everybody" && only === "" ? undefined : whole(shown.map(({ track }) => track));
    return { id: `play-${play.span.to}-${only}`, track: whole(cut), ...(all && { all }) };
  }, [shown, step]);
  const leads = useMemo(
    () => madeBy(play?.leads ?? [], play?.at ?? 0, ({ reported_by }) => only === "" || reported_by === only),
    [play?.leads, only, step],
  );
  const photos = useMemo(
    () => madeBy(play?.photos ?? [], play?.at ?? 0, ({ captured_by }) => only === "" || captured_by === only),
    [play?.photos, only, step],
  );
  const start = (next: Wanted) => {
    setOnly("");
    setWanted(next);
  };
  return {
    on,
    play,
    only,
    officers: wanted ? (officers ?? []) : null,
    tracks: wanted ? tracks : null,
    now: play?.at ?? null,
    own,
    setOnly,
    leads: wanted ? leads : null,
    photos: wanted ? photos : NO_PHOTOS,
    playHour: (of) => {
      const to = Date.now();
      start({ span: { from: to - HOUR_MS, to }, whose: lately(of), purpose: "watch" });
    },
    playPatrol: () => {
      if (!patrol) return;
      const { person_id, person_name, started_at, ended_at, last_fix_at } = patrol.patrol;
      const from = Date.parse(started_at);
      const to = Math.max(from + 1000, ended_at ? Math.max(Date.parse(ended_at), Date.parse(last_fix_at ?? ended_at)) : Date.now());
      // One that was never ended is played to its last fix.
      const end = !ended_at && last_fix_at && to - from > LONGEST_MS ? Date.parse(last_fix_at) : to;
      const span = { from: Math.max(from, end - LONGEST_MS), to: end };
      start({ span, whose: { of: "person", id: person_id, name: person_name }, purpose: "watch" });
    },
    playWanted: start,
    live: () => setWanted(null),
  };
}

function lately(officer: Officer | undefined): Wanted["whose"] {
  return officer ? { of: "person", id: officer.person_id, name: officer.person_name } : { of: "everybody" };
}

function whole(tracks: readonly Track[]): Track {
  return { parts: tracks.flatMap(({ parts }) => parts), gaps: tracks.flatMap(({ gaps }) => gaps), dropped: [] };
}
