/** Tells of a new version. Never offered during a patrol: it would reload the page. */

import { useState } from "preact/hooks";
import { t } from "../i18n";
import { applyUpdate, update } from "../sync/update";
import { useValue } from "../ui/observable";
import { Banner } from "../ui/parts";

export function UpdateNotice({ patrolling }: { patrolling: boolean }) {
  const { waiting } = useValue(update);
  const [later, setLater] = useState(false);
  if (!waiting || later) return null;
  return (
    <Banner tone="info">
      <p>{patrolling ? t("update.after_patrol") : t("update.ready")}</p>
      <div class="buttons">
        {!patrolling && (
          <button type="button" class="button small primary" onClick={applyUpdate}>
            {t("update.apply")}
          </button>
        )}
        <button type="button" class="button small" onClick={() => setLater(true)}>
          {t("update.later")}
        </button>
      </div>
    </Banner>
  );
}
