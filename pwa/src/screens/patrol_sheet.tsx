/** What the patrol's bar has no room for: the state of position, screen and battery, and every gap with its reason. */

import { t } from "../i18n";
import type { LocalPatrol } from "../store/records";
import { recording } from "../track/state";
import { useNow } from "../ui/now";
import { useValue } from "../ui/observable";
import { Sheet } from "../ui/sheet";
import { GapsSection, States } from "./duty_running";

export function PatrolSheet({ patrol, onClose }: { patrol: LocalPatrol; onClose(): void }) {
  const now = useNow(1000);
  const state = useValue(recording);
  return (
    <Sheet title={t("duty.details")} onClose={onClose}>
      {patrol.state === "running" ? (
        <States patrol={patrol} now={now} state={state} />
      ) : (
        <p class="hint">{t("duty.paused_note")}</p>
      )}
      <GapsSection patrol={patrol} />
    </Sheet>
  );
}
