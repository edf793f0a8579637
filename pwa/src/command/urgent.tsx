/** Urgent, in a word and a sign: never by colour alone. */

import { t } from "../i18n";
import { Icon } from "../ui/icon";

export function Urgent() {
  return (
    <span class="badge urgent">
      <Icon name="sos" size={14} />
      {t("lead.urgent")}
    </span>
  );
}
