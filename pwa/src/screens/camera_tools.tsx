/** What lies around the picture: accuracy, room, light, zoom, side, photo or film. */

import { Video, SwitchCamera } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import { hasOtherSide, type Facing } from "../capture/camera";
import { typeFor } from "../capture/film";
import { hasTorch, pinched, setTorch, setZoom, zoomOf, type Range } from "../capture/lens";
import type { OwnFix } from "../capture/own_fix";
import { LITTLE_BYTES, roomLeft } from "../capture/room";
import { t } from "../i18n";
import { bytes } from "../ui/format";
import { Icon } from "../ui/icon";

export type Mode = "photo" | "film";
const LOOK_EVERY_MS = 5_000;

export function CameraTop({ own, stream, onClose }: { own: OwnFix; stream: MediaStream | null; onClose(): void }) {
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    const look = () => void roomLeft().then(setLeft, () => undefined);
    look();
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <div class="camera-top">
      <button type="button" class="camera-button round" aria-label={t("app.close")} onClick={onClose}>
        <Icon name="close" size={28} />
      </button>
      <p class="camera-facts">
        <span>{own.reading ? t("camera.fix", { n: Math.round(own.reading.accuracy_m) }) : t("camera.no_fix")}</span>
        {left !== null && (
          <span class={left < LITTLE_BYTES ? "little" : ""}>
            {t(left < LITTLE_BYTES ? "camera.room_little" : "camera.room", { size: bytes(left) })}
          </span>
        )}
      </p>
      <TorchButton stream={stream} />
    </div>
  );
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
    <button type="button" class="camera-button round" aria-label={t("camera.torch")} aria-pressed={on} onClick={turn}>
      <Icon name="torch" />
      <small>{t("camera.torch_short")}</small>
    </button>
  );
}

export function ModeChoice({ mode, onMode }: { mode: Mode; onMode(mode: Mode): void }) {
  if (typeFor("film") === null) return null;
  return (
    <div class="camera-modes" role="group" aria-label={t("camera.mode")}>
      {(["photo", "film"] as const).map((one) => (
        <button key={one} type="button" class="camera-button" aria-pressed={mode === one} onClick={() => onMode(one)}>
          <Icon name={one === "photo" ? "capture" : Video} />
          {t(`camera.mode_${one}`)}
        </button>
      ))}
    </div>
  );
}

export function Flip({ facing, disabled, onFlip }: { facing: Facing; disabled: boolean; onFlip(facing: Facing): void }) {
  const [two, setTwo] = useState(false);
  useEffect(() => void hasOtherSide().then(setTwo, () => undefined), []);
  if (!two) return <span class="camera-space" />;
  return (
    <button
      type="button"
      class="camera-button round"
      disabled={disabled}
      aria-label={t("camera.flip")}
      onClick={() => onFlip(facing === "environment" ? "user" : "environment")}
    >
      <Icon name={SwitchCamera} />
      <small>{t("camera.flip_short")}</small>
    </button>
  );
}

/** A slider, and two fingers on the picture; nothing where the camera has no zoom of its own. */
export function Zoom({ stream, video }: { stream: MediaStream; video: { current: HTMLVideoElement | null } }) {
  const [range, setRange] = useState<Range | null>(() => zoomOf(stream));
  useEffect(() => setRange(zoomOf(stream)), [stream]);
  const turn = (zoom: number) => {
    setRange((was) => was && { ...was, now: zoom });
    void setZoom(stream, zoom).catch(() => undefined);
  };
  usePinch(video, range, turn);
  if (!range) return null;
  return (
    <label class="camera-zoom">
      <span class="figures">{`${range.now.toFixed(1)}×`}</span>
      <input
        type="range"
        aria-label={t("camera.zoom")}
        min={range.min}
        max={range.max}
        step={range.step}
        value={range.now}
        onInput={(event) => turn(Number(event.currentTarget.value))}
      />
    </label>
  );
}

function usePinch(video: { current: HTMLVideoElement | null }, range: Range | null, turn: (zoom: number) => void): void {
  const now = useRef({ range, turn });
  now.current = { range, turn };
  useEffect(() => {
    const picture = video.current;
    if (!picture) return undefined;
    let from: { apart: number; zoom: number } | null = null;
    const apart = ({ touches: [a, b] }: TouchEvent) =>
      a && b ? Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) : 0;
    const begin = (event: TouchEvent) => {
      from = event.touches.length === 2 ? { apart: apart(event), zoom: now.current.range?.now ?? 1 } : null;
    };
    const move = (event: TouchEvent) => {
      const { range, turn } = now.current;
      if (!from || !range || event.touches.length !== 2) return;
      event.preventDefault();
      turn(pinched(range, from.zoom, apart(event) / from.apart));
    };
    picture.addEventListener("touchstart", begin, { passive: true });
    picture.addEventListener("touchmove", move, { passive: false });
    return () => {
      picture.removeEventListener("touchstart", begin);
      picture.removeEventListener("touchmove", move);
    };
  }, []);
}
