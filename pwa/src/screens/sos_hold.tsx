/** The button itself: held for two seconds, so that no pocket calls for help; by key it asks instead. */

import { Siren } from "lucide";
import { t } from "../i18n";
import { Icon } from "../ui/icon";
import type { Finder } from "./sos_fix";
import { useSosPress } from "./sos_press";

/** A tap made by a key or a screen reader has no pointer that could be held. */
const BY_KEY = 0;
const RADIUS = 46;

type Props = { busy: boolean; onHeld(finder: Finder): void; onKey(): void };

export function HoldButton({ busy, onHeld, onKey }: Props) {
  const { holding, early, on } = useSosPress(busy, onHeld);
  return (
    <div class="sos-hold">
      {/* It stands above the button and must not change: the button would slip from under the finger. */}
      <p id="sos-how" class="sos-how">
        {t("sos.how")}
      </p>
      <button
        type="button"
        class={`sos-button ${holding ? "holding" : ""}`}
        disabled={busy}
        aria-describedby="sos-how"
        {...on}
        onClick={(event) => event.detail === BY_KEY && onKey()}
      >
        <svg class="sos-ring" viewBox="0 0 100 100" aria-hidden="true">
          <circle cx="50" cy="50" r={RADIUS} pathLength={1} />
        </svg>
        <Icon name={Siren} size={32} />
        <strong>{t("sos.button")}</strong>
      </button>
      <p class="sos-early" role="status">
        {holding ? t("sos.keep_holding") : early && t("sos.too_early")}
      </p>
    </div>
  );
}
