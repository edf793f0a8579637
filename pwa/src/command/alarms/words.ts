/** An alarm in words. */

import type { Alarm, AlarmStep } from "../../api/types";
import { t } from "../../i18n";

/** Where it happens, as far as anybody knows. */
export function whereText({ duty_zone_name, town_name, place }: Alarm): string {
  return duty_zone_name ?? town_name ?? t(place ? "alarm.outside" : "alarm.no_place");
}

export function sentenceOf(alarm: Alarm): string {
  return t("alarm.sentence", { kind: t(`alarm.kind.${alarm.kind}`), who: alarm.person_name, where: whereText(alarm) });
}

export function stepOf({ steps }: Alarm, kind: AlarmStep["kind"]): AlarmStep | undefined {
  return steps.find((step) => step.kind === kind);
}
