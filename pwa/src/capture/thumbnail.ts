/** A small JPEG of a photo or film, so that the desk sees something before the first byte of the original arrives. */

const MOST_BYTES = 60 * 1024;
const SIDES = [480, 360, 240, 160];
const QUALITIES = [0.8, 0.65, 0.5];
const FILM_TIMEOUT_MS = 6_000;

/** Null when this browser cannot draw the file; that is no reason not to keep it. */
export async function thumbnailOf(blob: Blob): Promise<ArrayBuffer | null> {
  try {
    if (blob.type.startsWith("video/")) return await ofFilm(blob);
    if (!blob.type.startsWith("image/")) return null;
    // SVG is no photo, and drawing one runs what is in it.
    if (blob.type.includes("svg")) return null;
    const image = await createImageBitmap(blob, { imageOrientation: "from-image" });
    const small = await shrink(image, image.width, image.height);
    image.close();
    return small;
  } catch {
    return null;
  }
}

/** At most 60 KB of JPEG; null when the browser makes none. */
export async function shrink(image: CanvasImageSource, width: number, height: number): Promise<ArrayBuffer | null> {
  for (const side of SIDES) {
    const scale = Math.min(1, side / Math.max(width, height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    for (const quality of QUALITIES) {
      const jpeg = await jpegOf(canvas, quality);
      if (jpeg && jpeg.size <= MOST_BYTES) return jpeg.arrayBuffer();
    }
  }
  return null;
}

/** The canvas as a JPEG; null when the browser cannot. */
export function jpegOf(canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
}

/** The first moment of a film. */
async function ofFilm(blob: Blob): Promise<ArrayBuffer | null> {
  const url = URL.createObjectURL(blob);
  const film = document.createElement("video");
  film.muted = true;
  film.playsInline = true;
  film.preload = "auto";
  try {
    const drawn = new Promise<void>((resolve, reject) => {
      film.addEventListener("seeked", () => resolve(), { once: true });
      film.addEventListener("error", () => reject(new Error("not a film this browser plays")), { once: true });
      film.addEventListener("loadeddata", () => (film.currentTime = Math.min(0.1, film.duration || 0)), { once: true });
      setTimeout(() => reject(new Error("the film takes too long")), FILM_TIMEOUT_MS);
    });
    film.src = url;
    await drawn;
    return await shrink(film, film.videoWidth, film.videoHeight);
  } finally {
    film.removeAttribute("src");
    film.load();
    URL.revokeObjectURL(url);
  }
}
