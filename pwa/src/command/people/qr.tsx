/** A QR code, drawn as one path. */

import { encode } from "uqr";
import "./qr.css";

/** A quarter may be dirty; four modules of quiet around it, as the standard asks. */
export const QR_OPTIONS = { ecc: "Q", border: 4 } as const;

/** Of a long text, on a screen, that would else be too fine to be read. */
export const DENSE_QR_OPTIONS = { ecc: "L", border: 4 } as const;
type Props = { text: string; label: string; dense?: boolean };

export function Qr({ text, label, dense }: Props) {
  const { data, size } = encode(text, dense ? DENSE_QR_OPTIONS : QR_OPTIONS);
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return (
    <svg class={dense ? "qr dense" : "qr"} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect class="qr-paper" width={size} height={size} />
      <path class="qr-ink" d={path} />
    </svg>
  );
}
