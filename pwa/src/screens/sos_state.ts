/** How far a call for help has come, from what lies on the phone and what the server says. Pure. */

import type { Alarm, AlarmStep, Uuid } from "../api/types";
import type { Op, Trouble } from "../store/records";
import type { SyncState } from "../sync/state";

export type SosStage = "waiting" | "refused" | "sent" | "seen" | "cancelled" | "closed";

export type Sos = {
  id: Uuid;
  stage: SosStage;
  /** When it was raised, and when the server took it, epoch ms. */
  raised_at: number;
  sent_at: number | null;
  /** Who saw it, and how it ended. */
  seen: AlarmStep | null;
  closed: AlarmStep | null;
  /** It has been called off here, whether or not the server knows. */
  called_off: boolean;
  trouble: Trouble | null;
};

/** What keeps a call on the phone: no answer, nobody signed in, or a device that was shut out. */
export type Hindrance = "network" | "sign_in" | "revoked";

/** The server's word on who is signed in counts only while it answers. */
export function hindrance({ reach, signed_out, revoked }: Pick<SyncState, "reach" | "signed_out" | "revoked">): Hindrance {
  if (reach === "offline") return "network";
  return revoked ? "revoked" : signed_out ? "sign_in" : "network";
}

/** So long after its end it stays in sight unless it is put away. */
const SHOWN_MS = 2 * 3_600_000;

/** The person's newest alarm that is still worth showing; null when there is none. */
export function currentSos(
  ops: readonly Op[],
  alarms: readonly Alarm[],
  person: Uuid,
  putAway: Uuid | null,
  now: number,
): Sos | null {
  const own = ops.filter((op) => op.kind === "alarm" && op.person_id === person);
  const known = alarms.filter((alarm) => alarm.person_id === person && alarm.kind === "sos");
  // Ids sort by the time they were made.
  const ids = [...own.map(({ entity }) => entity), ...known.map(({ id }) => id)].sort();
  const id = ids[ids.length - 1];
  if (id === undefined || id === putAway) return null;
  const sos = sosOf(
    id,
    own.filter(({ entity }) => entity === id),
    known.find((alarm) => alarm.id === id),
  );
  const over = sos.stage === "closed" && sos.closed !== null && now - Date.parse(sos.closed.received_at) > SHOWN_MS;
  return over ? null : sos;
}

function sosOf(id: Uuid, ops: readonly Op[], alarm: Alarm | undefined): Sos {
  const raising = ops.find((op) => op.id === id);
  const step = (kind: AlarmStep["kind"]) => alarm?.steps.find((each) => each.kind === kind) ?? null;
  const called_off = alarm?.state === "cancelled" || ops.some((op) => op.id !== id);
  return {
    id,
    stage: stageOf(raising, alarm, called_off),
    raised_at: raising?.created_at ?? (alarm ? Date.parse(alarm.at) : 0),
    sent_at: alarm ? Date.parse(alarm.received_at) : (raising?.done_at ?? null),
    seen: step("seen"),
    closed: step("closed"),
    called_off,
    trouble: raising?.trouble ?? null,
  };
}

function stageOf(raising: Op | undefined, alarm: Alarm | undefined, calledOff: boolean): SosStage {
  if (alarm?.state === "closed") return "closed";
  if (calledOff) return "cancelled";
  if (alarm) return alarm.state === "seen" ? "seen" : "sent";
  if (raising?.state === "done") return "sent";
  return raising?.state === "waiting" ? "waiting" : "refused";
}
