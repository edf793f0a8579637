/** The lead's evidence as one file that anybody can check; what it is needed for is asked first, and recorded. */

import { FolderCheck } from "lucide";
import { t } from "../../i18n";
import { Icon } from "../../ui/icon";

/** A form of the browser's own: it shows how far a large download is, and keeps nothing in memory. */
export function TakePackage({ lead }: { lead: string }) {
  return (
    <details class="package">
      <summary class="button">
        <Icon name={FolderCheck} size={20} />
        {t("package.open")}
      </summary>
      <form class="card" action={`/api/leads/${lead}/package`} method="get" target="_blank">
        <p class="hint">{t("package.what")}</p>
        <label>
          {t("package.purpose")}
          <input name="purpose" required minLength={2} maxLength={200} list="package-purposes" autocomplete="off" />
        </label>
        <datalist id="package-purposes">
          {(["review", "reconsideration", "court", "inspection"] as const).map((one) => (
            <option key={one} value={t(`package.for.${one}`)} />
          ))}
        </datalist>
        <button type="submit" class="button primary">
          {t("package.take")}
        </button>
        <p class="hint">{t("package.check")}</p>
      </form>
    </details>
  );
}
