/** The button itself: held for two seconds, so that no pocket calls for help; by key it asks instead. */

import { Siren } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n";
import { Icon } from "../ui/icon";
import { findPlace, type Finder } from "./sos_fix";

export const HOLD_MS = 2_000;
/** A tap made by a key or a screen reader has no pointer that could be held. */
const BY_KEY = 0;
const RADIUS = 46;

type Props = { busy: boolean; onHeld(finder: Finder): void; onKey(): void };

export function HoldButton({ busy, onHeld, onKey }: Props) {
  const [holding, setHolding] = useState(false);
  const [early, setEarly] = useState(false);
  const held = useRef<{ timer: ReturnType<typeof setTimeout>; finder: Finder } | null>(null);
  const letGo = (say: boolean) => {
    if (!held.current) return;
    clearTimeout(held.current.timer);
    held.current.finder.stop();
    held.current = null;
    setHolding(false);
    setEarly(say);
    vibrate(0);
  };
  useEffect(() => () => letGo(false), []);
  const press = (event: PointerEvent) => {
    if (busy || held.current || !event.isPrimary || event.button !== 0) return;
    const finder = findPlace();
    vibrate([40, 460, 60, 440, 80, 420, 100]);
    setHolding(true);
    setEarly(false);
    const timer = setTimeout(() => {
      held.current = null;
      setHolding(false);
      vibrate([400, 100, 400]);
      onHeld(finder);
    }, HOLD_MS);
    held.current = { timer, finder };
  };
  return (
    <div class="sos-hold">
      <button
        type="button"
        class={`sos-button ${holding ? "holding" : ""}`}
        disabled={busy}
        aria-describedby="sos-how"
        onPointerDown={press}
        onPointerUp={() => letGo(true)}
        onPointerLeave={() => letGo(true)}
        onPointerCancel={() => letGo(false)}
        onContextMenu={(event) => event.preventDefault()}
        onClick={(event) => event.detail === BY_KEY && onKey()}
      >
        <svg class="sos-ring" viewBox="0 0 100 100" aria-hidden="true">
          <circle cx="50" cy="50" r={RADIUS} pathLength={1} />
        </svg>
        <Icon name={Siren} size={32} />
        <strong>{t("sos.button")}</strong>
      </button>
      <p id="sos-how" class="sos-how">
        {t(holding ? "sos.keep_holding" : "sos.how")}
      </p>
      <p class="sos-early" role="status">
        {early && t("sos.too_early")}
      </p>
    </div>
  );
}

function vibrate(pattern: number | number[]): void {
  // Without a touch before it some browsers refuse, and others have no motor: neither may stop a call for help.
  try {
    navigator.vibrate?.(pattern);
  } catch {
    return;
  }
}
