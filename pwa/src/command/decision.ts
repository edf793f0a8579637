/** What can be decided about a lead, and how it will look once decided. Pure; the server has the last word. */

import type { LeadDetail, NewStep, Step } from "../api/types";

export type Decision =
  | { kind: "accept"; reason: string | null }
  | { kind: "reject"; reason: string }
  | { kind: "assign"; assignee_id: string; assignee_name: string }
  | { kind: "note"; reason: string }
  | { kind: "close"; reason: string }
  | { kind: "uphold"; reason: string }
  | { kind: "urge" | "calm" }
  | { kind: "recategorise"; category: string; reason: string };

/** What can be put right in every state: beside the ways on, not one of them. */
export type Mending = "urge" | "calm" | "recategorise";

/** What a button offers: accepting again what was rejected needs a reason, accepting the first time does not. */
export type Way = Exclude<Decision["kind"], Mending> | "reassign" | "reopen";

/** Ways on from each state; the same table as the server's, which refuses everything else. */
const WAYS_ON: Record<LeadDetail["state"], readonly Way[]> = {
  reported: ["accept", "reject", "assign", "note"],
  accepted: ["assign", "close", "reject", "note"],
  assigned: ["reassign", "close", "reject", "note"],
  handled: ["close", "reassign", "note"],
  closed: ["reopen", "note"],
  rejected: ["reopen", "note"],
};

/** An objection is answered before anything else is done. */
const OBJECTED: readonly Way[] = ["reopen", "uphold", "note"];

export function waysOn(lead: LeadDetail): readonly Way[] {
  return lead.objection === "open" ? OBJECTED : WAYS_ON[lead.state];
}

const ANY_REVISION: ReadonlySet<Decision["kind"]> = new Set(["note", "urge", "calm"] as const);

/** The body that is sent. It names the revision that was looked at, so that nobody overwrites what they have not seen. */
export function stepFor(decision: Decision, lead: LeadDetail, at: string): NewStep {
  return {
    kind: decision.kind,
    reason: "reason" in decision ? decision.reason : null,
    assignee_id: "assignee_id" in decision ? decision.assignee_id : null,
    ...("category" in decision ? { category: decision.category } : {}),
    at,
    // These take nothing away from anybody, whatever has happened in the meantime.
    revision: ANY_REVISION.has(decision.kind) ? null : lead.revision,
  };
}

const DONE = {
  accept: "accepted",
  reject: "rejected",
  assign: "assigned",
  note: "noted",
  close: "closed",
  uphold: "upheld",
  urge: "urged",
  calm: "calmed",
  recategorise: "recategorised",
} as const;

/** The lead as it will be when the server agrees, with the step marked as still on its way by `received_at` null. */
export function preview(lead: LeadDetail, decision: Decision, step: { id: string; at: string }, by: string): Preview {
  const kind = DONE[decision.kind];
  const assignee = decision.kind === "assign" ? decision.assignee_name : null;
  return {
    state: isState(kind) ? kind : lead.state,
    assigned_to_name: assignee ?? lead.assigned_to_name,
    step: {
      id: step.id,
      kind,
      at: step.at,
      actor_name: by,
      reason: "reason" in decision ? decision.reason : null,
      assignee_name: assignee,
    },
  };
}

function isState(kind: (typeof DONE)[Decision["kind"]]): kind is keyof typeof WAYS_ON & typeof kind {
  return kind in WAYS_ON;
}

export type Preview = {
  state: LeadDetail["state"];
  assigned_to_name: string | null;
  step: Pick<Step, "id" | "kind" | "at" | "actor_name" | "reason" | "assignee_name">;
};
