/** Why something captured is thrown away; it goes into the signed record. Nothing need be chosen. */

import { REASONS, type Reason } from "../chain/discard";
import { t } from "../i18n";
import { Choice } from "../ui/choice";

export function ReasonChoice({ reason, onChoose }: { reason: Reason; onChoose(reason: Reason): void }) {
  const options = REASONS.map((value) => ({ value, name: t(`capture.reason_${value}`) }));
  return (
    <>
      <Choice label={t("capture.reason")} options={options} value={reason} onChoose={onChoose} />
      <p class="hint">{t("capture.reason_note")}</p>
    </>
  );
}
