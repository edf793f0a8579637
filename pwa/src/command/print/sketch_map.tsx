/** The plan on paper: areas for orientation, a pin or a track, the scale. A gap is dashed, never a line walked. */

import type { Area, Track } from "../../api/types";
import { t } from "../../i18n";
import type { LonLat } from "../../map/geometry";
import { metres } from "../../ui/format";
import { bar, plan } from "./sketch";

type Props = { areas: readonly Area[]; pin?: LonLat; fix?: LonLat | null; track?: Track; label: string };

const WIDTH = 680;
const HEIGHT = 360;

export function SketchMap({ areas, pin, fix, track, label }: Props) {
  const walked = track?.parts.flatMap(({ coordinates }) => coordinates.map(([lon, lat]): LonLat => [lon, lat])) ?? [];
  const places = [...walked, ...(pin ? [pin] : []), ...(fix ? [fix] : [])];
  if (places.length === 0) return <p>{t("print.no_place")}</p>;
  const at = plan(places, WIDTH, HEIGHT);
  const scale = bar(at, 140);
  const path = (line: readonly (readonly number[])[]) =>
    line.map(([lon = 0, lat = 0], n) => `${n === 0 ? "M" : "L"}${at.to([lon, lat]).map((x) => x.toFixed(1)).join(" ")}`).join("");
  const [start, end] = [walked[0], walked.at(-1)];
  return (
    <svg class="sketch" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <rect class="ground" width={WIDTH} height={HEIGHT} />
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
