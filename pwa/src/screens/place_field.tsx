/** Where it is: the phone's own fix with its accuracy, and a pin to put it right. */

import { useEffect, useState } from "preact/hooks";
import type { LonLat } from "../api/types";
import { fixOf, POOR_M, type OwnFix } from "../capture/own_fix";
import { t } from "../i18n";
import { areaAt, distanceM, moved } from "../map/geometry";
import type { Draft } from "../store/records";
import type { Reading } from "../track/filter";
import { age, metres } from "../ui/format";
import { Icon } from "../ui/icon";
import { lazy } from "../ui/lazy";
import { useNow } from "../ui/now";
import { Banner } from "../ui/parts";
import { useReference } from "./use_reference";

/** So long after the draft was begun a better fix still replaces the first one: the officer has not walked away yet. */
const SETTLING_MS = 60_000;
const OLD_MS = 120_000;
const STOOD_IN_MS = 15_000;

type Props = { draft: Draft; own: OwnFix; onChange(part: Partial<Draft>): void };

/** The place follows the phone's own fix, also while nobody looks at it, until it is good or a pin is set. */
export function usePlace(draft: Draft, own: OwnFix, onChange: (part: Partial<Draft>) => void): void {
  useEffect(() => {
    if (own.reading && isBetter(draft, own.reading)) onChange(placedBy(own.reading));
  }, [own.reading]);
}

export function PlaceField({ draft, own, onChange }: Props) {
  const [open, setOpen] = useState(false);
  const reference = useReference();
  const zones = reference?.areas.filter(({ kind }) => kind === "duty_zone") ?? [];
  const zone = draft.place && areaAt(zones, draft.place);
  return (
    <section class="card">
      <h2>{t("capture.place")}</h2>
      <Standing draft={draft} own={own} />
      {draft.place && (
        <p class="place-line">
          <Icon name="duty" size={20} />
          <span class="figures">{`${draft.place[1].toFixed(6)}, ${draft.place[0].toFixed(6)}`}</span>
          {zone && <span class="hint">{zone.name}</span>}
        </p>
      )}
      {open && <Pin draft={draft} own={own} onChange={onChange} />}
      <div class="buttons even">
        <button
          type="button"
          class="button"
          disabled={!own.reading}
          onClick={() => own.reading && onChange(placedBy(own.reading))}
        >
          <Icon name="target" />
          {t("capture.place_again")}
        </button>
        <button type="button" class="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name="duty" />
          {t(open ? "capture.place_done" : "capture.place_adjust")}
        </button>
      </div>
    </section>
  );
}

function placedBy(reading: Reading): Partial<Draft> {
  return { place: [reading.lon, reading.lat], place_source: "own_fix", fix: fixOf(reading, Date.now()) };
}

/** Whether a reading should stand in for the place so far. A pin that was set stays where it is. */
export function isBetter(draft: Draft, reading: Reading): boolean {
  if (draft.place_source === "pin" && draft.place) return false;
  if (!draft.fix) return true;
  if (Date.now() - draft.created_at >= SETTLING_MS) return false;
  // One that was old when it was taken only stood in until the phone said more.
  const stoodIn = draft.fix.age_ms > STOOD_IN_MS && reading.at > Date.parse(draft.fix.at) && reading.accuracy_m <= POOR_M;
  return stoodIn || reading.accuracy_m < draft.fix.accuracy_m;
}

/** In words how good the place is. */
function Standing({ draft, own }: { draft: Draft; own: OwnFix }) {
  const now = useNow(10_000);
  const { fix, place } = draft;
  if (!place) {
    if (own.problem)
      return (
        <Banner tone="warn" icon="warning">
          {t(`duty.fix_${own.problem}`)} {t("capture.place_none")}
        </Banner>
      );
    return (
      <p class="hint" role="status">
        {t("capture.place_wait")}
      </p>
    );
  }
  if (draft.place_source === "pin") {
    const far = fix && metres(distanceM(place, [fix.lon, fix.lat]));
    return <p>{far ? t("capture.place_pin", { n: far }) : t("capture.place_pin_only")}</p>;
  }
  if (!fix) return null;
  const n = Math.round(fix.accuracy_m);
  const at = Date.parse(fix.at);
  return (
    <>
      {fix.accuracy_m > POOR_M ? (
        <Banner tone="warn" icon="warning">
          {t("capture.place_poor", { n })}
        </Banner>
      ) : (
        <p>{t("capture.place_own", { n })}</p>
      )}
      {now - at > OLD_MS && <p class="hint">{t("capture.place_old", { age: age(at, now) })}</p>}
    </>
  );
}

const PinMap = lazy(
  () => import("../map/pin").then((module) => module.PinMap),
  () => <p class="hint">{t("capture.place_map_none")}</p>,
  undefined,
  true,
);

/** A map with a pin; buttons where the map cannot be had. */
function Pin({ draft, own, onChange }: Props) {
  const reference = useReference();
  const areas = reference?.areas ?? [];
  const place: LonLat | null = draft.place ?? (own.reading ? [own.reading.lon, own.reading.lat] : centre(areas));
  if (!place) return <p class="hint">{t("capture.place_none")}</p>;
  const fix = draft.fix ? { place: [draft.fix.lon, draft.fix.lat] as LonLat, accuracy_m: draft.fix.accuracy_m } : null;
  const onMove = (to: LonLat) => onChange({ place: to, place_source: "pin" });
  return (
    <div class="pin-part" ref={showWhole}>
      <PinMap place={place} fix={fix} areas={areas} onMove={onMove} />
      <Nudge place={place} onMove={onMove} />
    </div>
  );
}

/** Between the head and the bar at the bottom, so that nobody drags a pin he cannot see. */
function showWhole(part: HTMLElement | null): void {
  if (!part || part.dataset["shown"]) return;
  part.dataset["shown"] = "yes";
  part.scrollIntoView({ block: "center" });
}

/** Somewhere to begin without any fix: a corner of what one is responsible for. */
function centre(areas: readonly { geometry: { coordinates: [number, number][][][] } }[]): LonLat | null {
  const corner = areas[0]?.geometry.coordinates[0]?.[0]?.[0];
  return corner ? [corner[0], corner[1]] : null;
}

const STEP_M = 5;

function Nudge({ place, onMove }: { place: LonLat; onMove(place: LonLat): void }) {
  const step = (east: number, north: number) => onMove(moved(place, east * STEP_M, north * STEP_M));
  return (
      <div class="ways">
        <button type="button" class="button" onClick={() => step(0, 1)}>
          {t("capture.north")}
        </button>
        <button type="button" class="button" onClick={() => step(0, -1)}>
          {t("capture.south")}
        </button>
        <button type="button" class="button" onClick={() => step(-1, 0)}>
          {t("capture.west")}
        </button>
        <button type="button" class="button" onClick={() => step(1, 0)}>
          {t("capture.east")}
        </button>
      </div>
  );
}
