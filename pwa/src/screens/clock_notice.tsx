/** The phone's clock is wrong: said plainly, because every record carries its time. */

import { ClockAlert } from "lucide";
import { t } from "../i18n";
import { lasting } from "../ui/format";
import { Icon } from "../ui/icon";

export function ClockNotice({ offMs }: { offMs: number }) {
  return (
    <div class="banner warn" role="alert">
      <Icon name={ClockAlert} size={20} />
      <div class="banner-text">
        <strong>{t(offMs > 0 ? "clock.fast" : "clock.slow", { n: lasting(Math.abs(offMs)) })}</strong>
        <p>{t("clock.what")}</p>
      </div>
    </div>
  );
}
