/** The button itself: held for two seconds, so that no pocket calls for help; by key it asks instead. */

import { t } from "../i18n";
import { Icon } from "../ui/icon";
import type { Finder } from "./sos_fix";
import { useSosPress } from "./sos_press";

/** A tap made by a key or a screen reader has no pointer that could be held. */
const BY_KEY = 0;

type Props = { busy: boolean; onHeld(finder: Finder): void; onKey(): void };

export function HoldButton({ busy, onHeld, onKey }: Props) {
  const { holding, early, on } = useSosPress(busy, onHeld);
  const said = holding ? t("sos.keep_holding") : early ? t("sos.too_early") : "";
  return (
    <div class="sos-hold">
      <button
        type="button"
        class={`sos-button ${holding ? "holding" : ""}`}
        disabled={busy}
        aria-describedby="sos-how"
        {...on}
        onClick={(event) => event.detail === BY_KEY && onKey()}
      >
        <span class="sos-fill" aria-hidden="true" />
        <Icon name="sos" size={28} />
        <strong>{t("sos.button")}</strong>
      </button>
      {/* Both lie on the button's lower line, so that it does not move from under the finger. */}
      <p id="sos-how" class={`sos-line ${said ? "sr-only" : ""}`}>
        {t("sos.how")}
      </p>
      <p class="sos-line" role="status">
        {said}
      </p>
    </div>
  );
}
