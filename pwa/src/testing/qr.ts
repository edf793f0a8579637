/** What a camera reads of a QR code. */

import jsQR from "jsqr";
import { encode } from "uqr";

const SCALE = 4;

export function readBack(text: string, options: Parameters<typeof encode>[1]): string | undefined {
  const { data, size } = encode(text, options);
  const pixels = new Uint8ClampedArray((size * SCALE) ** 2 * 4).fill(255);
  data.forEach((row, y) =>
    row.forEach((dark, x) => {
      for (let n = 0; dark && n < SCALE * SCALE; n++) {
        const at = ((y * SCALE + Math.floor(n / SCALE)) * size * SCALE + x * SCALE + (n % SCALE)) * 4;
        pixels.fill(0, at, at + 3);
      }
    }),
  );
  return jsQR(pixels, size * SCALE, size * SCALE)?.data;
}
