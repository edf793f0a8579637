/** The way of a patrol as a drawing: where the track has gaps, the line is dotted. */

import { useEffect, useState } from "preact/hooks";
import { api } from "../api/client";
import type { Track } from "../api/types";
import { t } from "../i18n";
import { sketch, type Sketch } from "../track/sketch";
import { metres } from "../ui/format";
import "./track_sketch.css";

/** Metres by which the drawn line may leave the recorded one. */
const TOLERANCE_M = 5;

export function TrackSketch({ patrol }: { patrol: string }) {
  const [drawn, setDrawn] = useState<Sketch | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    api<Track>(`/patrols/${patrol}/track?tolerance_m=${TOLERANCE_M}`, { signal: abort.signal }).then(
      (track) => setDrawn(sketch(track)),
      () => undefined, // The figures beside it stand without the drawing.
    );
    return () => abort.abort();
  }, [patrol]);
  if (!drawn) return null;
  const { width, height, parts, gaps, start, end } = drawn;
  return (
    <figure class="card track-sketch">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t("own.drawing", { n: gaps.length })}>
        {gaps.map((d) => <path key={d} class="gap" d={d} />)}
        {parts.map((d) => <path key={d} class="part" d={d} />)}
        <circle class="start" cx={start[0]} cy={start[1]} r={6} />
        <rect class="end" x={end[0] - 5} y={end[1] - 5} width={10} height={10} />
      </svg>
      <figcaption class="hint">{t("own.drawing_note", { length: metres(drawn.metres) })}</figcaption>
    </figure>
  );
}
