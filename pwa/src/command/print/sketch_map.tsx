/** The plan on paper: areas for orientation, a pin or a track, the scale. A gap is dashed, never a line walked. */

import { useEffect, useState } from "preact/hooks";
import type { Area, Track } from "../../api/types";
import { t } from "../../i18n";
import type { Box, LonLat } from "../../map/geometry";
import type { Streets } from "../../map/streets";
import { metres } from "../../ui/format";
import { labels } from "./labels";
import { bar, plan } from "./sketch";

type Props = { areas: readonly Area[]; pin?: LonLat; fix?: LonLat | null; track?: Track; label: string };

const WIDTH = 680;
const HEIGHT = 360;
const NO_STREETS: Streets = { streets: [], places: [] };

/** Come when they have been read; without them the sketch is bare, and worth printing all the same. */
function useStreets(box: Box | null): Streets {
  const [streets, setStreets] = useState(NO_STREETS);
  useEffect(() => {
    if (!box) return undefined;
    const abort = new AbortController();
    import("../../map/streets")
      .then(({ streetsIn }) => streetsIn(box, WIDTH, HEIGHT, abort.signal))
      .then(setStreets, () => undefined);
    return () => abort.abort();
  }, [box && Object.values(box).join(" ")]);
  return streets;
}

export function SketchMap({ areas, pin, fix, track, label }: Props) {
  const walked = track?.parts.flatMap(({ coordinates }) => coordinates.map(([lon, lat]): LonLat => [lon, lat])) ?? [];
  const places = [...walked, ...(pin ? [pin] : []), ...(fix ? [fix] : [])];
  const at = plan(places, WIDTH, HEIGHT);
  const around = useStreets(places.length > 0 ? at.box : null);
  if (places.length === 0) return <p>{t("print.no_place")}</p>;
  const scale = bar(at, 140);
  const path = (line: readonly (readonly number[])[]) =>
    line.map(([lon = 0, lat = 0], n) => `${n === 0 ? "M" : "L"}${at.to([lon, lat]).map((x) => x.toFixed(1)).join(" ")}`).join("");
  const [start, end] = [walked[0], walked.at(-1)];
  return (
    <svg class="sketch" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <rect class="ground" width={WIDTH} height={HEIGHT} />
      {around.streets.map(({ line }, n) => <path key={n} class="street" d={path(line)} />)}
      {areas
        .filter(({ kind }) => kind === "town" || kind === "duty_zone" || kind === "village")
        .map(({ id, kind, geometry }) => (
          <path key={id} class={kind} d={geometry.coordinates.flat().map((ring) => `${path(ring)}Z`).join("")} />
        ))}
      {track?.parts.map(({ coordinates }, n) => <path key={n} class="walked" d={path(coordinates)} />)}
      {track?.gaps.map((gap) => <path key={gap.from_at} class="gap" d={path([gap.from_place, gap.to_place])} />)}
      {start && <Dot class="start" at={at.to(start)} />}
      {end && <Dot class="end" at={at.to(end)} />}
      {fix && <Dot class="fix" at={at.to(fix)} />}
      {pin && <path class="pin" d={`M${at.to(pin).join(" ")}l-9 -18a10 10 0 1 1 18 0z`} />}
      {labels(around, at, { width: WIDTH, height: HEIGHT }).map(({ name, at: [x, y], degrees }) => (
        <text key={name} class="name" y="-7" transform={`translate(${x} ${y}) rotate(${degrees})`}>{name}</text>
      ))}
      <g transform={`translate(16 ${HEIGHT - 16})`} class="bar">
        <path d={`M0 -6V0H${scale.units}V-6`} />
        <text x={scale.units + 8} y="0">{metres(scale.metres)}</text>
      </g>
      <g transform={`translate(${WIDTH - 24} 34)`} class="bar">
        <path d="M0 10V-14M-5 -8L0 -16L5 -8" />
        <text x="-5" y="24">{t("print.north")}</text>
      </g>
    </svg>
  );
}

function Dot({ class: name, at: [x, y] }: { class: string; at: [number, number] }) {
  return <circle class={name} cx={x} cy={y} r="6" />;
}
