/** Which alarms the map marks, and where: at the officer's latest place while they are on duty. Pure but for words. */

import type { Alarm, Officer } from "../../api/types";
import { t } from "../../i18n";
import type { AlarmMark } from "../../map/alarm_marks";
import { openAlarms } from "./open";
import { whomOf } from "./words";

export function alarmMarks(alarms: ReadonlyMap<string, Alarm>, officers: ReadonlyMap<string, Officer>): AlarmMark[] {
  return openAlarms(alarms).flatMap((alarm) => {
    const place = placeOf(alarm, alarm.person_id === null ? undefined : officers.get(alarm.person_id));
    const label = `${t(`alarm.kind.${alarm.kind}`)} ${whomOf(alarm)}`;
    return place ? [{ id: alarm.id, place, sos: alarm.kind === "sos", state: alarm.state, label }] : [];
  });
}

/** The later of the officer's last fix and the alarm's own. */
export function placeOf(alarm: Alarm, officer: Officer | undefined): [number, number] | null {
  const own = alarm.place?.coordinates ?? null;
  if (!officer?.place || officer.at === null) return own;
  const later = alarm.fix_at === null || Date.parse(officer.at) >= Date.parse(alarm.fix_at);
  return own === null || later ? officer.place : own;
}
