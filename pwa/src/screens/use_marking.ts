/** The picture under the pen: what is shown, and how a finger, a mouse or the keys make a mark. */

import { useEffect, useState } from "preact/hooks";
import { blobOf } from "../capture/derive";
import { drawMarks, type Context } from "../capture/paint";
import { makeCanvas } from "../capture/painter";
import { t } from "../i18n";
import type { Mark, MarkColour, MarkKind, Medium } from "../store/records";
import { strokes, within, type Share } from "../ui/stroke";

/** The screen needs no more of it; the copy is drawn from the whole. */
const SHOWN_SIDE = 1600;
const STEP = 0.02;
const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

export function useMarking(
  canvas: { current: HTMLCanvasElement | null },
  original: Medium,
  marks: readonly Mark[],
  kind: MarkKind,
  colour: MarkColour,
  onMark: (mark: Mark) => void,
) {
  const [image, setImage] = useState<ImageBitmap | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [from, setFrom] = useState<Share | null>(null);
  const [at, setAt] = useState<Share>([0.5, 0.5]);
  const [keys, setKeys] = useState(false);
  const [said, say] = useState("");

  useEffect(() => {
    let gone = false;
    blobOf(original)
      .then((blob) => createImageBitmap(blob, { imageOrientation: "from-image" }))
      .then(
        (bitmap) => (gone ? bitmap.close() : setImage(bitmap)),
        (error: unknown) => setProblem(t("mark.unreadable", { reason: String(error) })),
      );
    return () => {
      gone = true;
    };
  }, [original.id]);
  useEffect(() => () => image?.close(), [image]);

  const begun: Mark | null = from && { kind, colour, from, to: at };
  useEffect(() => {
    if (image && canvas.current) show(canvas.current, image, begun ? [...marks, begun] : marks, keys ? at : null);
  }, [image, marks, begun?.kind, begun?.colour, from, at, keys]);

  const end = (to: Share) => {
    if (from) onMark({ kind, colour, from, to });
    setFrom(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    if (arrow) {
      event.preventDefault();
      const far = event.shiftKey ? 5 : 1;
      const next = within([at[0] + arrow[0] * far, at[1] + arrow[1] * far]);
      setKeys(true);
      setAt(next);
      say(t("mark.at", { x: Math.round(next[0] * 100), y: Math.round(next[1] * 100) }));
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      setKeys(true);
      if (from) end(at);
      else setFrom(at);
      say(t(from ? "mark.ended" : "mark.begun"));
    } else if (event.key === "Escape" && from) {
      // Only the mark is given up, not the whole drawing.
      event.preventDefault();
      event.stopPropagation();
      setFrom(null);
    }
  };
  const handlers = {
    onKeyDown,
    ...strokes(canvas, {
      begin: (place) => {
        setKeys(false);
        say("");
        setFrom(place);
        setAt(place);
      },
      move: (place) => from && !keys && setAt(place),
      end: (place) => from && !keys && end(place),
      cancel: () => setFrom(null),
    }),
  };
  return { handlers, problem, said };
}

function show(canvas: HTMLCanvasElement, image: ImageBitmap, marks: readonly Mark[], cross: Share | null): void {
  const scale = Math.min(1, SHOWN_SIDE / Math.max(image.width, image.height));
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  const context = canvas.getContext("2d");
  if (!context) return;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  drawMarks(context, canvas, marks, makeCanvas);
  if (cross) drawCross(context, cross[0] * canvas.width, cross[1] * canvas.height, canvas.width / 40);
}

/** Where the keys are: dark on light, so that it is seen on anything. */
function drawCross(context: Context, x: number, y: number, arm: number): void {
  for (const [colour, width] of [["#000000", 5], ["#ffffff", 2]] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(x - arm, y);
    context.lineTo(x + arm, y);
    context.moveTo(x, y - arm);
    context.lineTo(x, y + arm);
    context.stroke();
  }
}
