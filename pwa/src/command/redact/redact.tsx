/** Painting over faces, plates and house numbers: boxes are drawn here, the picture is made by the server. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { EvidencePurpose, Media } from "../../api/types";
import { t } from "../../i18n";
import { Failed } from "../../ui/states";
import { strokes, type Share } from "../../ui/stroke";
import { toast } from "../../ui/toast";
import { mediaUrl, newId, sendRedaction, sentence } from "../requests";
import { added, between, NONE, nudged, removed, undone, type Box, type Boxes } from "./boxes";
import "./redact.css";

type Props = { item: Media; purpose: EvidencePurpose; onClose(): void };

const STEP = 0.01;
const MIDDLE: Box = { x: 0.4, y: 0.4, width: 0.2, height: 0.2 };

export function Redact({ item, purpose, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const [boxes, setBoxes] = useState<Boxes>(NONE);
  const { busy, failure, send } = useSending(item, purpose, () => dialog.current?.close());
  const onKeyDown = (event: KeyboardEvent) => {
    // The lightbox behind has keys of its own.
    event.stopPropagation();
    const change = changeFor(event);
    if (!change) return;
    event.preventDefault();
    setBoxes(change);
  };
  const close = (event: Event) => {
    event.stopPropagation();
    onClose();
  };
  return (
    <dialog ref={dialog} class="redact" aria-labelledby="redact" onClose={close} onKeyDown={onKeyDown}>
      <div class="redact-head">
        <h2 id="redact">{t("redact.title")}</h2>
        <p class="hint">{t("redact.hint")}</p>
      </div>
      <Canvas src={mediaUrl(item.id, "preview", purpose)} alt={item.filename} boxes={boxes} onBoxes={setBoxes} />
      {failure && <Failed reason={failure} />}
      <div class="redact-tools">
        <span role="status">{t("redact.count", { n: boxes.now.length })}</span>
        <button type="button" class="button" onClick={() => setBoxes((old) => added(old, MIDDLE))}>
          {t("redact.add")}
        </button>
        <button type="button" class="button" disabled={boxes.at === null} onClick={() => setBoxes(removed)}>
          {t("redact.remove")}
        </button>
        <button type="button" class="button" disabled={boxes.before.length === 0} onClick={() => setBoxes(undone)}>
          {t("redact.undo")}
        </button>
        <span class="redact-gap" />
        <button type="button" class="button" onClick={() => dialog.current?.close()}>
          {t("act.cancel")}
        </button>
        <button type="button" class="button primary" disabled={busy || boxes.now.length === 0} onClick={() => send(boxes.now)}>
          {t(busy ? "redact.busy" : "redact.make")}
        </button>
      </div>
    </dialog>
  );
}

/** Arrows move the box that was drawn or pressed last, with Shift they make it larger or smaller. */
function changeFor({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent): ((boxes: Boxes) => Boxes) | undefined {
  if ((ctrlKey || metaKey) && key.toLowerCase() === "z") return undone;
  if (ctrlKey || metaKey) return undefined;
  if (key === "Delete" || key === "Backspace") return removed;
  if (key === "n") return (boxes) => added(boxes, MIDDLE);
  const by: Record<string, [number, number]> = {
    ArrowLeft: [-STEP, 0],
    ArrowRight: [STEP, 0],
    ArrowUp: [0, -STEP],
    ArrowDown: [0, STEP],
  };
  const step = by[key];
  return step && ((boxes) => nudged(boxes, ...step, shiftKey));
}

type CanvasProps = { src: string; alt: string; boxes: Boxes; onBoxes(change: (old: Boxes) => Boxes): void };

/** The picture as large as it fits, and what lies over it. */
function Canvas({ src, alt, boxes, onBoxes }: CanvasProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<{ from: Share; to: Share } | null>(null);
  const pen = strokes(frame, {
    begin: (at) => setDrawn({ from: at, to: at }),
    move: (at) => drawn && setDrawn({ ...drawn, to: at }),
    end: (at) => {
      if (!drawn) return;
      setDrawn(null);
      onBoxes((old) => added(old, between(drawn.from, at)));
    },
    cancel: () => setDrawn(null),
  });
  return (
    <div class="redact-room">
      <div ref={frame} class="redact-frame" {...pen}>
        <img src={src} alt={alt} draggable={false} />
        {boxes.now.map((box, n) => (
          <button
            key={n}
            type="button"
            class="redact-box"
            aria-label={t("redact.box", { n: n + 1 })}
            aria-pressed={n === boxes.at}
            style={placed(box)}
            onPointerDown={(event) => event.stopPropagation()}
            onFocus={() => onBoxes((old) => ({ ...old, at: n }))}
          />
        ))}
        {drawn && <span class="redact-box drawing" style={placed(between(drawn.from, drawn.to))} />}
      </div>
    </div>
  );
}

function placed({ x, y, width, height }: Box): Record<string, string> {
  return { left: `${x * 100}%`, top: `${y * 100}%`, width: `${width * 100}%`, height: `${height * 100}%` };
}

/** The same boxes sent again keep their id: one picture, however often the answer is lost. */
function useSending(item: Media, purpose: EvidencePurpose, onDone: () => void) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const sent = useRef<{ boxes: readonly Box[]; id: string } | null>(null);
  const send = (boxes: readonly Box[]) => {
    if (sent.current?.boxes !== boxes) sent.current = { boxes, id: newId() };
    setBusy(true);
    setFailure(null);
    sendRedaction(item.lead_id, sent.current.id, { of: item.id, boxes: [...boxes], purpose }).then(
      () => {
        toast(t("redact.made"));
        onDone();
      },
      (error: unknown) => {
        setFailure(sentence(error));
        setBusy(false);
      },
    );
  };
  return { busy, failure, send };
}
