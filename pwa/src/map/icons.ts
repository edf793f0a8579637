/** Draws the marks of `marks.ts` for the map. Canvas, because a sprite sheet would be one more thing to fetch. */

import { CORNERS, LEAD_MARKS, OFFICER_MARKS, type Mark } from "./marks";
import type { Palette } from "./palette";

const SIZE = 24;
const RATIO = 2;

export type Icon = { name: string; image: ImageData; pixelRatio: number };

/** Every icon the map's layers name. */
export function icons(palette: Palette): Icon[] {
  return [
    ...Object.entries(LEAD_MARKS).map(([state, mark]) => icon(`lead-${state}`, mark, palette)),
    ...Object.entries(OFFICER_MARKS).map(([fresh, mark]) => icon(`officer-${fresh}`, mark, palette)),
  ];
}

function icon(name: string, mark: Mark, palette: Palette): Icon {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE * RATIO;
  // Read back at once, so it had better not lie on the graphics card.
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("This browser has no canvas to draw the map's marks on.");
  pen.scale(RATIO, RATIO);
  pen.lineJoin = "round";
  outline(pen, mark, palette);
  inside(pen, mark, palette);
  return { name, image: pen.getImageData(0, 0, canvas.width, canvas.height), pixelRatio: RATIO };
}

/** An edge in the colour of the ground and a line around the colour, so that a mark stands out on anything. */
function outline(pen: CanvasRenderingContext2D, { shape, token }: Mark, palette: Palette): void {
  pen.beginPath();
  const corners = CORNERS[shape];
  if (corners) for (const [x, y] of corners) pen.lineTo(3.5 + x * 17, 3.5 + y * 17);
  else pen.arc(12, 12, 8, 0, 2 * Math.PI);
  pen.closePath();
  pen.strokeStyle = palette.edge;
  pen.lineWidth = 5;
  pen.stroke();
  pen.strokeStyle = palette.text;
  pen.lineWidth = 1.5 * palette.weight;
  pen.stroke();
  pen.fillStyle = palette.marks[token];
  pen.fill();
}

function inside(pen: CanvasRenderingContext2D, { shape }: Mark, palette: Palette): void {
  pen.fillStyle = palette.ink;
  pen.beginPath();
  if (shape === "dot") pen.arc(12, 12, 3, 0, 2 * Math.PI);
  if (shape === "half") pen.arc(12, 12, 7, Math.PI / 2, -Math.PI / 2);
  if (shape === "ring") pen.arc(12, 12, 5, 0, 2 * Math.PI);
  if (shape === "bars") {
    pen.rect(8.2, 7.8, 2.6, 8.4);
    pen.rect(13.2, 7.8, 2.6, 8.4);
  }
  pen.fill();
  const sign = shape === "query" ? "?" : shape === "diamond" ? "!" : "";
  pen.font = "bold 11px sans-serif";
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(sign, 12, 12.5);
}
