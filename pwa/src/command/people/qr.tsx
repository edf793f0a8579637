/** A QR code, drawn as one path. */

import { encode } from "uqr";

/** A quarter may be dirty; four modules of quiet around it, as the standard asks. */
export const QR_OPTIONS = { ecc: "Q", border: 4 } as const;

export function Qr({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, QR_OPTIONS);
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect class="qr-paper" width={size} height={size} />
      <path class="qr-ink" d={path} />
    </svg>
  );
}
