/** The duty zone one stands in: its name and a small drawing. Needs no network and no map. */

import { useMemo } from "preact/hooks";
import { useOwnFix } from "../capture/own_fix";
import { t } from "../i18n";
import { areaAt, type LonLat } from "../map/geometry";
import { outline } from "../map/outline";
import { age } from "../ui/format";
import { useNow } from "../ui/now";
import { Section } from "../ui/parts";
import { NoPosition } from "./no_position";
import { useReference } from "./use_reference";

export function Where() {
  const { reading, problem } = useOwnFix();
  const reference = useReference();
  const now = useNow(5_000);
  const zones = useMemo(() => (reference?.areas ?? []).filter(({ kind }) => kind === "duty_zone"), [reference]);
  const place: LonLat | null = reading && [reading.lon, reading.lat];
  const zone = place ? areaAt(zones, place) : undefined;
  const drawn = useMemo(() => zone && place && outline(zone.geometry, place, reading?.accuracy_m), [zone, place?.[0], place?.[1], reading?.accuracy_m]);
  return (
    <Section title={t("home.where")}>
      <div class="card home-where">
        {problem && <NoPosition problem={problem} />}
        {!reading && !problem && <p class="hint">{t("home.where_wait")}</p>}
        {reading && (
          <>
            <p>
              <strong>{zone?.name ?? t("home.outside")}</strong>
            </p>
            {drawn && zone && (
              <svg
                viewBox={`0 0 ${drawn.width} ${drawn.height}`}
                role="img"
                aria-label={t("home.drawing", { name: zone.name })}
              >
                <path d={drawn.path} />
                <circle class="sure" cx={drawn.dot[0]} cy={drawn.dot[1]} r={drawn.ring} />
                <circle cx={drawn.dot[0]} cy={drawn.dot[1]} r={7} />
              </svg>
            )}
            <p class="hint">
              {t("home.where_line", { n: Math.round(reading.accuracy_m), age: age(reading.at, now) })}
            </p>
          </>
        )}
      </div>
    </Section>
  );
}
