/** Recording a film in the camera: what is said before, the time while it runs, pause. */

import { LARGEST_BYTES, LONGEST_MS } from "../capture/film";
import { frameOf } from "../capture/camera";
import { fixOf, type OwnFix } from "../capture/own_fix";
import { shrink } from "../capture/thumbnail";
import { t } from "../i18n";
import type { Draft, Medium } from "../store/records";
import { bytes, stopwatch } from "../ui/format";
import { Icon } from "../ui/icon";
import { useFilm, type Filming } from "./use_film";

/** So many pixels are enough for a film, and an old phone can still encode them. */
const FILM_SIZE = { width: { ideal: 1280 }, height: { ideal: 720 } };

export function useCameraFilm(
  draft: Draft,
  own: OwnFix,
  taken: number,
  video: { current: HTMLVideoElement | null },
  onEnd: (medium: Medium | null) => void,
): Filming {
  const fix = () => own.reading && fixOf(own.reading, Date.now());
  const where = { lead: draft.id, person: draft.person_id, number: taken + 1, fix };
  const picture = async () => {
    const frame = video.current && frameOf(video.current);
    return frame && shrink(frame, frame.width, frame.height);
  };
  return useFilm("film", where, onEnd, picture);
}

/** The camera's picture with sound; without, where the microphone is refused. */
export async function filmStream(camera: MediaStream | null): Promise<MediaStream> {
  if (!camera) throw new DOMException("no camera", "NotReadableError");
  await camera.getVideoTracks()[0]?.applyConstraints(FILM_SIZE).catch(() => undefined);
  if (camera.getAudioTracks().some(({ readyState }) => readyState === "live")) return camera;
  const sound = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null);
  // The microphone goes off with the camera.
  for (const track of sound?.getAudioTracks() ?? []) camera.addTrack(track);
  return camera;
}

export function FilmNote({ film }: { film: Filming }) {
  if (film.problem) {
    return (
      <p class="camera-note" role="alert">
        {film.problem}
      </p>
    );
  }
  if (film.state !== "idle") return null;
  const values = { minutes: LONGEST_MS.film / 60_000, size: LARGEST_BYTES.film >> 20 };
  return <p class="camera-note">{t("film.limits", values)}</p>;
}

export function FilmBar({ film }: { film: Filming }) {
  const paused = film.state === "paused";
  return (
    <div class="camera-row">
      <p class={paused ? "film-time" : "film-time on"}>
        <span class="sr-only" role="status">
          {t(paused ? "film.is_paused" : "film.is_recording")}
        </span>
        <span class="figures">
          {`${stopwatch(film.length)} / ${stopwatch(LONGEST_MS.film)} · ${bytes(film.size)}`}
        </span>
      </p>
      <button
        type="button"
        class="camera-button"
        disabled={film.state === "starting" || film.state === "ending"}
        onClick={paused ? film.resume : film.pause}
      >
        <Icon name={paused ? "play" : "pause"} />
        {t(paused ? "film.resume" : "film.pause")}
      </button>
    </div>
  );
}
