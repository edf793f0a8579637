/** A film or voice that is being recorded, as a screen shows it. */

import { useEffect, useRef, useState } from "preact/hooks";
import { startFilm, type Film, type FilmKind } from "../capture/film";
import { isFull } from "../capture/room";
import type { Fix, Uuid } from "../api/types";
import { t } from "../i18n";
import type { Medium } from "../store/records";

const SHOWN_EVERY_MS = 250;

export type Shooting = { state: "idle" | "starting" | "recording" | "paused" | "ending"; length: number; size: number };
export type Filming = Shooting & {
  problem: string | null;
  start(stream: () => Promise<MediaStream>): Promise<void>;
  pause(): void;
  resume(): void;
  /** Null when nothing was recorded. */
  stop(): Promise<Medium | null>;
};
type Where = { lead: Uuid; person: Uuid; number: number; fix(): Fix | null };
const IDLE: Shooting = { state: "idle", length: 0, size: 0 };

/** `onEnd` is told of every film that has ended, by itself or by the person; `picture` makes its thumbnail. */
export function useFilm(
  kind: FilmKind,
  where: Where,
  onEnd: (medium: Medium | null) => void,
  picture: () => Promise<ArrayBuffer | null> = async () => null,
): Filming {
  const film = useRef<Film | null>(null);
  const busy = useRef(false);
  const [shown, show] = useState<Shooting>(IDLE);
  const [problem, setProblem] = useState<string | null>(null);
  const thumbnail = useRef<ArrayBuffer | null>(null);

  const stop = async (): Promise<Medium | null> => {
    const ending = film.current;
    if (!ending) return null;
    film.current = null;
    show((was) => ({ ...was, state: "ending" }));
    const medium = await ending.stop(thumbnail.current).catch((error: unknown) => {
      setProblem(problemText(error));
      return null;
    });
    if (ending.problem !== null) setProblem(problemText(ending.problem));
    show(IDLE);
    onEnd(medium);
    return medium;
  };
  const latest = useRef(stop);
  latest.current = stop;

  const start = async (stream: () => Promise<MediaStream>) => {
    if (busy.current || film.current) return;
    busy.current = true;
    setProblem(null);
    show({ ...IDLE, state: "starting" });
    try {
      const { lead, person, number, fix } = where;
      film.current = await startFilm(await stream(), { kind, lead, person, number, fix: fix(), now: Date.now() });
      thumbnail.current = await picture().catch(() => null);
      show({ ...IDLE, state: "recording" });
    } catch (error) {
      setProblem(problemText(error));
      show(IDLE);
    } finally {
      busy.current = false;
    }
  };

  useEffect(() => {
    const timer = setInterval(() => {
      const now = film.current;
      if (!now) return;
      if (now.full) return void latest.current();
      show({ state: now.state === "paused" ? "paused" : "recording", length: now.length, size: now.size });
    }, SHOWN_EVERY_MS);
    return () => {
      clearInterval(timer);
      void latest.current();
    };
  }, []);

  return {
    ...shown,
    problem,
    start,
    stop,
    pause: () => film.current?.pause(),
    resume: () => film.current?.resume(),
  };
}

function problemText(error: unknown): string {
  if (isFull(error)) return t("film.full");
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError") return t("film.denied");
  if (name === "NotSupportedError") return t("film.unsupported");
  return t("film.failed", { reason: name || String(error) });
}
