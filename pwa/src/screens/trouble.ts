/** Why something was not accepted, as a sentence. */

import { language, t } from "../i18n";
import type { Trouble } from "../store/records";
import type { Stage } from "../sync/overview";

export function troubleText(trouble: Trouble, stage: Stage): string {
  const said = language() === "en" ? trouble.en : trouble.zh;
  const fields = trouble.fields.length > 0 ? `（${trouble.fields.slice(0, 5).join("；")}）` : "";
  if (stage === "conflict" && !said) return t("outbox.conflict_why");
  return (said || t("outbox.why_unknown", { status: trouble.status })) + fields;
}
