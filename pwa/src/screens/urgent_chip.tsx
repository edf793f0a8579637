/** Urgent, in a word and a sign: never by colour alone. */

import { t } from "../i18n";
import { Chip } from "../ui/parts";

export function UrgentChip() {
  return (
    <Chip tone="danger" icon="sos">
      {t("lead.urgent")}
    </Chip>
  );
}
