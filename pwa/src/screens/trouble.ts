/** Why something was not accepted, as a sentence. */

import { language, t } from "../i18n";
import type { Trouble } from "../store/records";
import type { Stage } from "../sync/overview";

export function troubleText(trouble: Trouble, stage: Stage): string {
  const said = language() === "en" ? trouble.en : trouble.zh;
  const named = (language() === "en" && trouble.fields_en) || trouble.fields;
  const list = named.slice(0, 5);
  const fields = list.length === 0 ? "" : language() === "en" ? ` (${list.join("; ")})` : `（${list.join("；")}）`;
  if (stage === "conflict" && !said) return t("outbox.conflict_why");
  return (said || t("outbox.why_unknown", { status: trouble.status })) + fields;
}
