/** What the command room asks the server about alarms. */

import { api } from "../../api/client";
import type { Alarm, NewAlarmStep } from "../../api/types";

export function sendAlarmStep(alarm: Alarm["id"], step: string, body: NewAlarmStep): Promise<Alarm> {
  return api<Alarm>(`/alarms/${alarm}/steps/${step}`, { method: "PUT", body });
}
