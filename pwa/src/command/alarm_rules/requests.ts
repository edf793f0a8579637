/** What the page of alarm rules asks the server for. */

import { api } from "../../api/client";
import { newId } from "../../api/ids";
import type { AlarmRule, AlarmRules, NewAlarmRule } from "../../api/types";

export function readRules(signal: AbortSignal): Promise<AlarmRules> {
  return api<AlarmRules>("/alarm-rules", { signal });
}

/** A new one without an id. */
export function saveRule(id: string | null, body: NewAlarmRule): Promise<AlarmRule> {
  return api<AlarmRule>(`/alarm-rules/${id ?? newId()}`, { method: "PUT", body });
}

export function deleteRule(id: string): Promise<void> {
  return api<void>(`/alarm-rules/${id}`, { method: "DELETE" });
}
