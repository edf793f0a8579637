/** Where what a row speaks of can be seen, for those who may see it. Pure. */

import type { Alarm, AuditLine, Me } from "../../api/types";

type Rights = Pick<Me, "permissions">;

/** Whether an alarm can be looked at on the room's map. */
export function isOnMap({ place, patrol_id }: Pick<Alarm, "place" | "patrol_id">, { permissions }: Rights): boolean {
  return "live.watch" in permissions && (place !== null || patrol_id !== null);
}

/** The page of the patrol an alarm was raised on. */
export function patrolOf({ patrol_id }: Pick<Alarm, "patrol_id">, { permissions }: Rights): string | null {
  return patrol_id !== null && "patrol.read" in permissions ? `print/patrol/${patrol_id}` : null;
}

/**
 * Whether there is more to see of what an event is about. An auditor sees the log and nothing else, so it is what else
 * the log says of it; a file that left the system has no other event.
 */
export function hasHistory({ action }: Pick<AuditLine, "action">): boolean {
  return !action.endsWith(".exported");
}
