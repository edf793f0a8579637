/** Fire, danger to life: the command room is to look at once. */

import { t } from "../i18n";
import type { Draft } from "../store/records";
import { Switch } from "../ui/switch";

export function UrgentField({ draft, onChange }: { draft: Draft; onChange(part: Partial<Draft>): void }) {
  return (
    <section class="card form">
      <Switch on={draft.urgent ?? false} note={t("capture.urgent_note")} onChange={(urgent) => onChange({ urgent })}>
        {t("capture.urgent")}
      </Switch>
    </section>
  );
}
