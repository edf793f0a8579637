/** The camera, filling the screen: photos and films, one or many, with the other ways to a picture beside it. */

import { Check } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Facing } from "../capture/camera";
import { takePhoto } from "../capture/camera";
import type { Reason } from "../chain/discard";
import { shutter as confirm } from "../capture/shutter";
import { photoName } from "../capture/intake";
import type { OwnFix } from "../capture/own_fix";
import { t } from "../i18n";
import type { Draft, Medium } from "../store/records";
import { Icon } from "../ui/icon";
import "./camera.css";
import { FilmBar, FilmNote, filmStream, useCameraFilm } from "./camera_film";
import { NoCamera } from "./camera_none";
import { Review, type Shot } from "./camera_review";
import { CameraTop, Flip, ModeChoice, Zoom, type Mode } from "./camera_tools";
import { Picker, type Keep } from "./picker";
import { useCamera } from "./use_camera";

const SHUTTER_KEYS = new Set(["AudioVolumeUp", "AudioVolumeDown", "VolumeUp", "VolumeDown", "Camera"]);
/** A glove's second touch is no second photo. */
const APART_MS = 500;

type Props = {
  draft: Draft;
  own: OwnFix;
  /** How many more files the lead can hold. */
  room: number;
  taken: number;
  /** Stay open after a photo. */
  many: boolean;
  keep: Keep;
  remove(medium: Medium, reason: Reason): void;
  onDone(how: Ending): void;
};

/** `closed`: without anything; `without`: to go on without a photo. */
export type Ending = "taken" | "closed" | "without";

export function Camera(props: Props) {
  const { draft, own, room, keep, remove, onDone } = props;
  // What is kept meanwhile counts among the shots already.
  const [taken] = useState(props.taken);
  const dialog = useRef<HTMLDialogElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const [facing, setFacing] = useState<Facing>("environment");
  const [turn, setTurn] = useState(0);
  const [mode, setMode] = useState<Mode>("photo");
  const [many, setMany] = useState(props.many);
  const [shots, setShots] = useState<Shot[]>([]);
  const [flash, setFlash] = useState(0);
  const [taking, setTaking] = useState(false);
  const [reviewing, setReviewing] = useState(false);
  const { stream, problem } = useCamera(video, facing, turn);
  const film = useCameraFilm(draft, own, taken + shots.length, video, (medium) => {
    if (!medium) return;
    confirm();
    if (many) setShots((all) => [...all, { url: null, kept: Promise.resolve(medium) }]);
    else onDone("taken");
  });
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => () => shots.forEach(({ url }) => url && URL.revokeObjectURL(url)), []);

  const take = useShutter(async () => {
    if (!stream || !video.current || room <= 0) return;
    // At the tap: the picture itself takes an old phone a second.
    setFlash((n) => n + 1);
    confirm();
    setTaking(true);
    const blob = await takePhoto(stream, video.current).finally(() => setTaking(false));
    const name = photoName(Date.now(), taken + shots.length + 1);
    const kept = keep([new File([blob], name, { type: blob.type })], "camera").then(([medium]) => medium ?? null);
    setShots((all) => [...all, { url: URL.createObjectURL(blob), kept }]);
    if (!many) onDone("taken");
  });
  const shutter = () => {
    if (mode === "photo") return void take();
    if (film.state === "idle") return void film.start(() => filmStream(stream));
    void film.stop();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!SHUTTER_KEYS.has(event.key)) return;
    event.preventDefault();
    if (!event.repeat) shutter();
  };
  const close = async () => {
    const filmed = film.state !== "idle" && (await film.stop()) !== null;
    onDone(filmed || shots.length > 0 ? "taken" : "closed");
  };
  const pick: Keep = (files, source) => {
    onDone("taken");
    return keep(files, source);
  };
  const filming = film.state !== "idle";
  return (
    <dialog
      ref={dialog}
      class="camera"
      aria-label={t("camera.title")}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        void close();
      }}
    >
      <video ref={video} autoplay muted playsInline />
      {flash > 0 && <span key={flash} class="camera-flash" />}
      <CameraTop own={own} stream={stream} onClose={() => void close()} />
      {problem ? (
        <NoCamera problem={problem} onAgain={() => setTurn(turn + 1)} keep={pick} onWithout={() => onDone("without")} />
      ) : (
        !stream && <p class="camera-problem" role="status">{t("camera.starting")}</p>
      )}
      {stream && reviewing && (
        <Review shots={shots} onClose={() => setReviewing(false)} onRemove={(shot, reason) => {
          void shot.kept.then((medium) => medium && remove(medium, reason));
          setShots((all) => all.filter((other) => other !== shot));
        }} />
      )}
      {stream && !reviewing && (
        <div class="camera-foot">
          {mode === "film" && <FilmNote film={film} />}
          <Zoom stream={stream} video={video} />
          {filming ? (
            <FilmBar film={film} />
          ) : (
            <div class="camera-row">
              <ModeChoice mode={mode} onMode={setMode} />
              <button type="button" class="camera-button" aria-pressed={many} onClick={() => setMany(!many)}>
                {many && <Icon name={Check} />}
                {t("camera.many")}
              </button>
            </div>
          )}
          <div class="camera-row camera-main">
            {shots.length > 0 ? (
              <button type="button" class="camera-last" onClick={() => setReviewing(true)} aria-label={t("camera.review", { n: shots.length })}>
                {shots.at(-1)?.url ? <img src={shots.at(-1)?.url ?? ""} alt="" /> : <Icon name="play" />}
                <span class="camera-count">{shots.length}</span>
              </button>
            ) : filming ? (
              <span class="camera-space" />
            ) : (
              <Picker class="camera-button" word={t("capture.gallery")} icon="gallery" accept="image/*,video/*" source="gallery" onPick={pick} />
            )}
            <button
              type="button"
              class={`shutter ${mode === "film" ? (filming ? "film on" : "film") : taking ? "taking" : ""}`}
              aria-label={t(mode === "photo" ? "camera.take" : filming ? "film.stop" : "film.start")}
              disabled={room <= 0 || film.state === "starting" || film.state === "ending"}
              ref={focusOnce}
              onClick={shutter}
            />
            {shots.length > 0 ? (
              <button type="button" class="camera-button strong" onClick={() => void close()}>
                {t("camera.done", { n: taken + shots.length })}
              </button>
            ) : (
              <Flip facing={facing} disabled={filming} onFlip={setFacing} />
            )}
          </div>
          <span class="sr-only" role="status">
            {shots.length > 0 ? t("camera.taken", { n: shots.length }) : ""}
          </span>
        </div>
      )}
    </dialog>
  );
}

/** Space and enter are the shutter from the start. */
function focusOnce(button: HTMLButtonElement | null): void {
  if (!button || button.dataset["seen"]) return;
  button.dataset["seen"] = "yes";
  button.focus();
}

/** One photo at a time, and not two by one touch. */
function useShutter(shoot: () => Promise<void>): () => Promise<void> {
  const busy = useRef(false);
  const last = useRef(-APART_MS);
  return async () => {
    const now = performance.now();
    if (busy.current || now - last.current < APART_MS) return;
    busy.current = true;
    last.current = now;
    try {
      await shoot();
    } finally {
      busy.current = false;
    }
  };
}
