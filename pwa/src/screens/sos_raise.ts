/** Raising the call for help, from whichever button. */

import type { Me, NewAlarm } from "../api/types";
import { raiseAlarm, readAlarms } from "../store/alarms";
import { readOps } from "../store/ops";
import type { LocalPatrol } from "../store/records";
import { runner } from "./session";
import { batteryNow, type Finder } from "./sos_fix";
import { currentSos } from "./sos_state";

/** So soon after the last call, holding again is the same call. */
const SAME_MS = 120_000;

export async function raiseSos(me: Me, patrol: LocalPatrol | undefined, finder: Finder): Promise<void> {
  const [fix, battery] = await Promise.all([finder.found(patrol), batteryNow()]);
  const now = Date.now();
  const at = new Date(now).toISOString();
  const alarm: NewAlarm = { kind: "sos", at, patrol_id: patrol?.id ?? null, fix, battery, note: "" };
  await raiseAlarm(me.id, alarm, now);
  void runner.hurry();
}

/**
 * Where there may have been a call before: one danger makes one call, and in doubt there are two. One that the room has
 * closed is over, whenever it was.
 */
export async function raiseSosUnlessRaised(me: Me, patrol: LocalPatrol | undefined, finder: Finder): Promise<void> {
  const now = Date.now();
  const [ops, told] = await Promise.all([readOps().catch(() => []), readAlarms(me.id).catch(() => [])]);
  const last = currentSos(ops, told, me.id, null, now);
  const open = last !== null && !last.called_off && last.stage !== "closed";
  const same = open && (last.stage === "waiting" || now - last.raised_at < SAME_MS);
  if (!same) return raiseSos(me, patrol, finder);
  finder.stop();
  void runner.hurry();
}
