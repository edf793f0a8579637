/**
 * The place of a capture on a small map, for the phone. Import it lazily: MapLibre comes with it.
 * Works without a network: the zones come from the caller, the ground is plain.
 */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Area } from "../api/types";
import { learn, t } from "../i18n";
import { mapEn } from "../i18n/map.en";
import { mapZh } from "../i18n/map.zh";
import { areaAt, moved, type LonLat } from "./geometry";
import { watchPalette } from "./palette";
import "./pin.css";
import { PinScene, type OwnFix } from "./pin_scene";

learn(mapZh, mapEn);

type Props = {
  /** Where the pin stands. */
  place: LonLat;
  /** The phone's own fix, drawn as a circle of its accuracy; null without one. */
  fix?: OwnFix | null;
  /** The zones and towns known on the phone. */
  areas: readonly Area[];
  /** The person has moved the pin. */
  onMove(place: LonLat): void;
};

const NUDGE_M = 2;
const FAR_NUDGE_M = 20;
const ARROWS: Record<string, [east: number, north: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

export function PinMap({ place, fix = null, areas, onMove }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const pin = useRef<HTMLButtonElement>(null);
  const zones = useMemo(() => areas.filter(({ kind }) => kind === "duty_zone"), [areas]);
  const { scene, failure } = useScene(box, pin, place, onMove);
  useEffect(() => scene?.showAreas(areas), [scene, areas]);
  useEffect(() => scene?.showFix(fix), [scene, fix]);
  useEffect(() => scene?.place(place), [scene, place[0], place[1]]);

  const onKeyDown = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    const metres = event.shiftKey ? FAR_NUDGE_M : NUDGE_M;
    onMove(moved(place, arrow[0] * metres, arrow[1] * metres));
  };
  return (
    <div class="pin-map">
      <div class="pin-canvas" ref={box} />
      <div hidden>
        <button type="button" class="pin" ref={pin} aria-label={t("pin.label")} onKeyDown={onKeyDown}>
          <PinShape />
        </button>
      </div>
      {failure && <p class="pin-message" role="alert">{t("map.failed", { reason: failure })}</p>}
      <div class="pin-buttons">
        <button type="button" aria-label={t("map.zoom_in")} onClick={() => scene?.zoomBy(1)}>
          +
        </button>
        <button type="button" aria-label={t("map.zoom_out")} onClick={() => scene?.zoomBy(-1)}>
          −
        </button>
        {fix && (
          <button
            type="button"
            aria-label={t("pin.own")}
            onClick={() => {
              onMove(fix.place);
              scene?.centreOn(fix.place);
            }}
          >
            ◎
          </button>
        )}
      </div>
      <p class="pin-zone" role="status">
        {areaAt(zones, place)?.name ?? t("pin.outside")}
        <small>{t("pin.hint")}</small>
      </p>
    </div>
  );
}

function useScene(
  box: { current: HTMLDivElement | null },
  pin: { current: HTMLButtonElement | null },
  place: LonLat,
  onMove: (place: LonLat) => void,
): { scene: PinScene | null; failure: string | null } {
  const [scene, setScene] = useState<PinScene | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const latest = useRef(onMove);
  latest.current = onMove;
  useEffect(() => {
    if (!box.current || !pin.current) return undefined;
    const [container, element] = [box.current, pin.current];
    const home = element.parentElement;
    let made: PinScene | null = null;
    const stopWatching = watchPalette((palette) => {
      try {
        if (made) made.setPalette(palette);
        else made = new PinScene(container, element, palette, place, (moved) => latest.current(moved));
      } catch (error) {
        setFailure(error instanceof Error ? error.message : String(error));
      }
    });
    setScene(made);
    return () => {
      stopWatching();
      made?.remove();
      // The button belongs to the component, not to the map that borrowed it.
      home?.append(element);
    };
  }, [box, pin]);
  return { scene, failure };
}

function PinShape() {
  return (
    <svg viewBox="0 0 32 43" width="32" height="43" aria-hidden="true" focusable="false">
      <path
        d="M16 1.5C8 1.5 1.5 8 1.5 16c0 10.5 14.5 26 14.5 26s14.5-15.5 14.5-26C30.5 8 24 1.5 16 1.5z"
        fill="#d55e00"
        stroke="#fff"
        stroke-width="2.5"
      />
      <circle cx="16" cy="16" r="5.5" fill="#fff" />
    </svg>
  );
}
