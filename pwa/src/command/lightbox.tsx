/** One photo, large: zoom, pan, turn, step through, and everything that is known about its bytes. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Media } from "../api/types";
import { t } from "../i18n";
import { isVideo, MediaFacts } from "./media_facts";
import { mediaUrl } from "./requests";
import { panned, turned, WHOLE, zoomed, type View } from "./view";
import { noPreview } from "./words";
import { ZoomPhoto } from "./zoom_photo";

type Props = { media: readonly Media[]; start: number; onClose(): void };

const STEP = 1.4;
const PAN_PX = 60;

export function Lightbox({ media, start, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [at, setAt] = useState(start);
  const [view, setView] = useState(WHOLE);
  useEffect(() => dialog.current?.showModal(), []);
  const item = media[at] ?? media[0];
  if (!item) return null;
  const step = (by: number) => {
    setAt((at + by + media.length) % media.length);
    setView(WHOLE);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // The video's own controls want the arrows for themselves.
    if (event.target instanceof HTMLVideoElement) return;
    const next = viewForKey(view, event);
    if (next) setView(next);
    else if (event.key === "ArrowLeft") step(-1);
    else if (event.key === "ArrowRight") step(1);
    else return;
    event.preventDefault();
  };
  return (
    <dialog
      ref={dialog}
      class="lightbox"
      aria-label={t("box.label", { name: item.filename })}
      onClose={onClose}
      onKeyDown={onKeyDown}
    >
      <Tools
        item={item}
        many={media.length > 1}
        onView={setView}
        onStep={step}
        onClose={() => dialog.current?.close()}
      />
      <div class="lightbox-body">
        <Picture key={item.id} item={item} view={view} onView={setView} />
        <MediaFacts item={item} position={t("box.position", { n: at + 1, total: media.length })} />
      </div>
    </dialog>
  );
}

/** Arrows move a photo that is larger than its frame; otherwise they lead to its neighbours. */
function viewForKey(view: View, { key, shiftKey }: KeyboardEvent): View | undefined {
  if (key === "+" || key === "=") return zoomed(view, STEP);
  if (key === "-") return zoomed(view, 1 / STEP);
  if (key === "0") return WHOLE;
  if (key === "r" || key === "R") return turned(view, shiftKey ? -1 : 1);
  if (view.scale === 1) return undefined;
  if (key === "ArrowLeft") return panned(view, PAN_PX, 0);
  if (key === "ArrowRight") return panned(view, -PAN_PX, 0);
  if (key === "ArrowUp") return panned(view, 0, PAN_PX);
  if (key === "ArrowDown") return panned(view, 0, -PAN_PX);
  return undefined;
}

function Picture({ item, view, onView }: { item: Media; view: View; onView(change: (old: View) => View): void }) {
  if (isVideo(item) && item.state === "received") {
    return <video class="lightbox-frame" controls preload="metadata" src={mediaUrl(item.id, "original")} />;
  }
  if (item.preview === "ready") {
    return <ZoomPhoto src={mediaUrl(item.id, "preview")} alt={item.filename} view={view} onView={onView} />;
  }
  return (
    <div class="lightbox-frame no-preview">
      <img src={mediaUrl(item.id, "thumbnail")} alt={item.filename} onError={hide} />
      <p role="status">{noPreview(item)}</p>
    </div>
  );
}

function hide({ currentTarget }: { currentTarget: HTMLImageElement }): void {
  currentTarget.hidden = true;
}

function Tools({ item, many, onView, onStep, onClose }: {
  item: Media;
  many: boolean;
  onView(change: (view: View) => View): void;
  onStep(by: number): void;
  onClose(): void;
}) {
  const tool = (label: string, sign: string, run: () => void) => (
    <button type="button" class="icon-button" aria-label={label} title={label} onClick={run}>
      {sign}
    </button>
  );
  return (
    <div class="lightbox-tools" role="toolbar" aria-label={item.filename}>
      {many && tool(t("box.previous"), "←", () => onStep(-1))}
      {many && tool(t("box.next"), "→", () => onStep(1))}
      {tool(t("box.zoom_out"), "−", () => onView((view) => zoomed(view, 1 / STEP)))}
      {tool(t("box.zoom_in"), "+", () => onView((view) => zoomed(view, STEP)))}
      {tool(t("box.whole"), "⤢", () => onView(() => WHOLE))}
      {tool(t("box.left"), "↺", () => onView((view) => turned(view, -1)))}
      {tool(t("box.right"), "↻", () => onView((view) => turned(view, 1)))}
      <strong class="lightbox-name">{item.filename}</strong>
      {item.state === "received" && (
        <a class="button" href={mediaUrl(item.id, "original")} download={item.filename}>
          {t("box.original")}
        </a>
      )}
      {tool(t("box.close"), "✕", onClose)}
    </div>
  );
}
