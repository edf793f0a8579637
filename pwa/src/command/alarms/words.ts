/** An alarm in words. */

import type { Alarm, AlarmStep } from "../../api/types";
import { t } from "../../i18n";

/** Where it happens, as far as anybody knows. */
export function whereText({ person_id, duty_zone_name, town_name, place }: Alarm): string {
  if (person_id === null && town_name) return town_name;
  return duty_zone_name ?? town_name ?? t(place ? "alarm.outside" : "alarm.no_place");
}

/** Whom it is about; of an alarm about a zone, the zone. */
export function whomOf({ person_id, person_name, duty_zone_name }: Alarm): string {
  return person_id === null ? (duty_zone_name ?? "") : person_name;
}

export function sentenceOf(alarm: Alarm): string {
  return t("alarm.sentence", { kind: t(`alarm.kind.${alarm.kind}`), who: whomOf(alarm), where: whereText(alarm) });
}

export function stepOf({ steps }: Alarm, kind: AlarmStep["kind"]): AlarmStep | undefined {
  return steps.find((step) => step.kind === kind);
}
