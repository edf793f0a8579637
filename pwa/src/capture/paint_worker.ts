/** Draws beside the page. */

import { painted, type Work } from "./paint";

const QUALITY = 0.9;

addEventListener("message", ({ data }: MessageEvent<Work>) => {
  painted(data, (width, height) => new OffscreenCanvas(width, height))
    .then((canvas) => (canvas as OffscreenCanvas).convertToBlob({ type: "image/jpeg", quality: QUALITY }))
    .then(
      (blob) => postMessage({ blob }),
      (error: unknown) => postMessage({ failure: String(error) }),
    );
});
