/** Draws marks and stamp onto a copy of a picture. The same in a worker and in the page. */

import type { Mark } from "../store/records";
import { boxOf, INKS } from "./marks";

export type Canvas = HTMLCanvasElement | OffscreenCanvas;
export type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
export type Work = { picture: Blob; marks: readonly Mark[]; stamp: readonly string[] };

/** Beyond this a copy shows nothing more, and old phones have no memory for it. */
const LONGEST_SIDE = 4096;
const FONT = '"PingFang SC", "HarmonyOS Sans SC", "MiSans", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif';
/** A hidden thing is shown in so many blocks at most; what was there cannot be worked out of them. */
const BLOCKS = 12;

/** The picture upright on a canvas of `make`, with everything drawn. Raises when the browser cannot read it. */
export async function painted(
  { picture, marks, stamp }: Work,
  make: (width: number, height: number) => Canvas,
): Promise<Canvas> {
  const image = await createImageBitmap(picture, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
  const canvas = make(Math.round(image.width * scale), Math.round(image.height * scale));
  const context = canvas.getContext("2d") as Context | null;
  if (!context) throw new Error("no canvas");
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  drawMarks(context, canvas, marks, make);
  if (stamp.length > 0) drawStamp(context, canvas, stamp);
  return canvas;
}

/** Hidden parts first, so that no arrow is hidden with them. */
export function drawMarks(
  context: Context,
  canvas: Canvas,
  marks: readonly Mark[],
  make: (width: number, height: number) => Canvas,
): void {
  const inked = marks.filter(({ kind }) => kind !== "blur");
  for (const mark of marks) if (mark.kind === "blur") hide(context, canvas, mark, make);
  for (const mark of inked) ink(context, canvas, mark);
}

function hide(context: Context, canvas: Canvas, mark: Mark, make: (width: number, height: number) => Canvas): void {
  const [left, top, width, height] = boxOf(mark, canvas.width, canvas.height).map(Math.round) as [
    number, number, number, number,
  ];
  if (width < 1 || height < 1) return;
  const scale = Math.min(1, BLOCKS / Math.max(width, height));
  const small = make(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
  (small.getContext("2d") as Context | null)?.drawImage(canvas, left, top, width, height, 0, 0, small.width, small.height);
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, small.width, small.height, left, top, width, height);
  context.imageSmoothingEnabled = true;
}

/** A coloured line on a dark and a light rim, so that it stands out from any ground. */
function ink(context: Context, canvas: Canvas, mark: Mark): void {
  const width = Math.max(3, Math.max(canvas.width, canvas.height) / 160);
  context.lineJoin = context.lineCap = "round";
  for (const [colour, more] of [["#ffffff", 2.4], ["#000000", 1.7], [INKS[mark.colour], 1]] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width * more;
    context.beginPath();
    trace(context, canvas, mark, width);
    context.stroke();
  }
}

function trace(context: Context, canvas: Canvas, mark: Mark, line: number): void {
  const [left, top, width, height] = boxOf(mark, canvas.width, canvas.height);
  if (mark.kind === "rectangle") return context.rect(left, top, width, height);
  if (mark.kind === "circle") {
    return context.ellipse(left + width / 2, top + height / 2, width / 2, height / 2, 0, 0, 2 * Math.PI);
  }
  const [x, y] = [mark.to[0] * canvas.width, mark.to[1] * canvas.height];
  const [fromX, fromY] = [mark.from[0] * canvas.width, mark.from[1] * canvas.height];
  const angle = Math.atan2(y - fromY, x - fromX);
  context.moveTo(fromX, fromY);
  context.lineTo(x, y);
  for (const side of [-1, 1]) {
    context.moveTo(x, y);
    context.lineTo(x - line * 6 * Math.cos(angle + side * 0.5), y - line * 6 * Math.sin(angle + side * 0.5));
  }
}

function drawStamp(context: Context, canvas: Canvas, lines: readonly string[]): void {
  let size = Math.max(12, Math.round(Math.max(canvas.width, canvas.height) / 48));
  const margin = size * 0.6;
  const widest = () => Math.max(...lines.map((line) => context.measureText(line).width));
  context.font = `600 ${size}px ${FONT}`;
  const room = (canvas.width - 2 * margin) / widest();
  if (room < 1) {
    size = Math.max(8, Math.floor(size * room));
    context.font = `600 ${size}px ${FONT}`;
  }
  const height = lines.length * size * 1.4 + margin;
  context.fillStyle = "rgb(0 0 0 / 60%)";
  context.fillRect(0, canvas.height - height, canvas.width, height);
  context.fillStyle = "#ffffff";
  context.textBaseline = "top";
  for (const [i, line] of lines.entries()) {
    context.fillText(line, margin, canvas.height - height + margin / 2 + i * size * 1.4 + size * 0.2);
  }
}
