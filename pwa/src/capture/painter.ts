/** A JPEG with marks and stamp on it: drawn in a worker where there is one, else in the page. */

import { painted, type Work } from "./paint";
import { jpegOf } from "./thumbnail";

const QUALITY = 0.9;
const LONGEST_MS = 20_000;

/** Raises when this browser cannot read the picture. */
export async function paint(work: Work): Promise<Blob> {
  return (await besideThePage(work).catch(() => null)) ?? inThePage(work);
}

async function inThePage(work: Work): Promise<Blob> {
  const canvas = await painted(work, makeCanvas);
  const blob = await jpegOf(canvas as HTMLCanvasElement, QUALITY);
  if (!blob) throw new Error("the browser made no picture");
  return blob;
}

export function makeCanvas(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

type Answer = { blob?: Blob; failure?: string };

/** Null where it cannot be done there. */
async function besideThePage(work: Work): Promise<Blob | null> {
  if (typeof Worker === "undefined" || typeof OffscreenCanvas === "undefined") return null;
  const worker = new Worker(new URL("./paint_worker.ts", import.meta.url), { type: "module" });
  try {
    return await new Promise<Blob | null>((resolve) => {
      worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => resolve(data.blob ?? null));
      worker.addEventListener("error", () => resolve(null));
      setTimeout(() => resolve(null), LONGEST_MS);
      worker.postMessage(work);
    });
  } finally {
    worker.terminate();
  }
}
