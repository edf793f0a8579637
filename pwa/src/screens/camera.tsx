/** The camera, filling the screen: one tap, one photo, as many as are needed. */

import { useEffect, useRef, useState } from "preact/hooks";
import {
  closeCamera,
  hasTorch,
  openCamera,
  problemOf,
  setTorch,
  takePhoto,
  type CameraProblem,
} from "../capture/camera";
import { photoName } from "../capture/intake";
import type { OwnFix } from "../capture/own_fix";
import { t } from "../i18n";
import { Icon } from "../ui/icon";

type Props = {
  own: OwnFix;
  /** How many more files the lead can hold. */
  room: number;
  taken: number;
  onPhoto(photo: Blob, filename: string): void;
  onDone(): void;
};

export function Camera({ own, room, taken, onPhoto, onDone }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const [count, setCount] = useState(0);
  const [busy, setBusy] = useState(false);
  const { stream, problem } = useStream(video);
  useEffect(() => dialog.current?.showModal(), []);
  const take = async () => {
    if (!stream || !video.current || busy) return;
    setBusy(true);
    try {
      onPhoto(await takePhoto(stream, video.current), photoName(Date.now(), taken + count + 1));
      setCount((n) => n + 1);
    } finally {
      setBusy(false);
    }
  };
  return (
    <dialog ref={dialog} class="camera" aria-label={t("camera.title")} onClose={onDone} onCancel={onDone}>
      <video ref={video} autoplay muted playsInline />
      <p class="camera-top" role="status">
        <span>{own.reading ? t("camera.fix", { n: Math.round(own.reading.accuracy_m) }) : t("camera.no_fix")}</span>
        <span>{t("camera.taken", { n: count })}</span>
      </p>
      {problem ? (
        <p class="camera-problem" role="alert">
          {problemText(problem)}
        </p>
      ) : (
        !stream && <p class="camera-problem">{t("camera.starting")}</p>
      )}
      <div class="camera-buttons">
        <TorchButton stream={stream} />
        <button
          type="button"
          class="shutter"
          aria-label={t("camera.take")}
          disabled={!stream || busy || room <= 0}
          onClick={() => void take()}
        />
        <button type="button" class="button" onClick={onDone}>
          {t("camera.done", { n: count })}
        </button>
      </div>
    </dialog>
  );
}

function problemText({ kind, reason }: CameraProblem): string {
  if (kind === "denied") return t("camera.denied");
  return kind === "none" ? t("camera.none") : t("camera.failed", { reason });
}

function useStream(video: { current: HTMLVideoElement | null }) {
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [problem, setProblem] = useState<CameraProblem | null>(null);
  useEffect(() => {
    let opened: MediaStream | null = null;
    let closed = false;
    openCamera().then(
      (live) => {
        if (closed) return closeCamera(live);
        opened = live;
        if (video.current) video.current.srcObject = live;
        setStream(live);
      },
      (error: unknown) => setProblem(problemOf(error)),
    );
    return () => {
      closed = true;
      if (opened) closeCamera(opened);
    };
  }, []);
  return { stream, problem };
}

function TorchButton({ stream }: { stream: MediaStream | null }) {
  const [on, setOn] = useState(false);
  if (!stream || !hasTorch(stream)) return <span class="camera-space" />;
  const turn = () =>
    void setTorch(stream, !on).then(
      () => setOn(!on),
      () => undefined,
    );
  return (
    <button type="button" class="icon-button" aria-label={t("camera.torch")} aria-pressed={on} onClick={turn}>
      <Icon name="torch" />
    </button>
  );
}
