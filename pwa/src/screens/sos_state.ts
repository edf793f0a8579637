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
  /** When it was closed, or called off so that nobody waits for it; null while it is open. Epoch ms. */
  over_at: number | null;
  /** It has been called off here, whether or not the server knows. */
  called_off: boolean;
  trouble: Trouble | null;
};

/** What keeps a call on the phone: it has only just been raised, no answer, nobody signed in, or a device that was shut out. */
export type Hindrance = "sending" | "network" | "sign_in" | "revoked";

/** So long an answer may take before it counts as none. */
export const SENDING_MS = 8_000;

/** The server's word on who is signed in counts only while it answers. `waited`: since the call was raised, ms. */
export function hindrance(
  { reach, signed_out, revoked }: Pick<SyncState, "reach" | "signed_out" | "revoked">,
  waited: number,
): Hindrance {
  if (reach === "offline") return "network";
  if (revoked) return "revoked";
  if (signed_out) return "sign_in";
  return waited < SENDING_MS ? "sending" : "network";
}

/** The room does not know of it, and it is not just on its way: whoever called is told to telephone. */
export function isAlone({ stage }: Pick<Sos, "stage">, hindered: Hindrance): boolean {
  return stage === "refused" || (stage === "waiting" && hindered !== "sending");
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
  return sos.over_at !== null && now - sos.over_at > SHOWN_MS ? null : sos;
}

function sosOf(id: Uuid, ops: readonly Op[], alarm: Alarm | undefined): Sos {
  const raising = ops.find((op) => op.id === id);
  const step = (kind: AlarmStep["kind"]) => alarm?.steps.find((each) => each.kind === kind) ?? null;
  const off = ops.find((op) => op.id !== id);
  const called_off = alarm?.state === "cancelled" || off !== undefined;
  const stage = stageOf(raising, alarm, called_off);
  return {
    id,
    stage,
    raised_at: raising?.created_at ?? (alarm ? Date.parse(alarm.at) : 0),
    sent_at: alarm ? Date.parse(alarm.received_at) : (raising?.done_at ?? null),
    seen: step("seen"),
    closed: step("closed"),
    over_at: overAt(stage, step("closed") ?? step("cancelled"), off),
    called_off,
    trouble: raising?.trouble ?? null,
  };
}

function overAt(stage: SosStage, last: AlarmStep | null, off: Op | undefined): number | null {
  if (stage !== "closed" && stage !== "cancelled") return null;
  if (last) return Date.parse(last.received_at);
  // The room still looks for whoever has called this off without a network.
  return stage === "closed" || !off || off.state === "waiting" ? null : (off.done_at ?? off.created_at);
}

function stageOf(raising: Op | undefined, alarm: Alarm | undefined, calledOff: boolean): SosStage {
  if (alarm?.state === "closed") return "closed";
  if (calledOff) return "cancelled";
  if (alarm) return alarm.state === "seen" ? "seen" : "sent";
  if (raising?.state === "done") return "sent";
  return raising?.state === "waiting" ? "waiting" : "refused";
}
