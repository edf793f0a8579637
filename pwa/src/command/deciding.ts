/** Decisions as they are sent: one lead or many, each with its own answer, and each to be taken back. */

import type { Lead, LeadDetail, Step } from "../api/types";
import { t } from "../i18n";
import { stepFor, waysOn, type Decision } from "./decision";
import { lookAtLead } from "./alarms/look";
import { categoryName } from "./names";
import { newId, sendStep, sentence } from "./requests";
import { offerUndo, TAKEN_BACK_MS } from "./undo";

export type Many = Extract<Decision, { kind: "accept" | "reject" | "assign" }>;
export type Done = { lead: LeadDetail; step: string };
export type Result = { lead: Lead; done: Done | null; reason: string | null };
/** How sending goes, so that a test can stand in for the server. */
export type Send = (lead: Lead, decision: Decision) => Promise<Done>;

/** Only these the server takes back. */
const TAKEN_BACK: ReadonlySet<Decision["kind"]> = new Set(["accept", "reject", "assign", "recategorise"] as const);

/** Send with an id of its own. `step` sends the same again, which counts once. */
export async function decideOn(
  lead: Lead,
  decision: Decision,
  step = { id: newId(), at: new Date().toISOString() },
): Promise<Done> {
  const after = await sendStep(lead.id, step.id, stepFor(decision, lead as LeadDetail, step.at));
  return { lead: after, step: step.id };
}

type Withdraw = (done: Done) => Promise<LeadDetail>;

/** Newest first; what is refused stays decided and is named, and the rest is taken back all the same. */
export async function withdrawAll(
  done: readonly Done[],
  onLead: (lead: LeadDetail) => void,
  send: Withdraw = withdraw,
): Promise<string | null> {
  const stays: string[] = [];
  for (const one of [...done].reverse()) {
    try {
      onLead(await send(one));
    } catch (error) {
      if (done.length === 1) throw error;
      stays.push(t("undo.stays", { lead: called(one.lead), reason: sentence(error) }));
    }
  }
  if (stays.length === 0) return null;
  return t("undo.part", { n: done.length - stays.length, stays: stays.length, list: stays.join("\n") });
}

function called(lead: Lead): string {
  return [categoryName(lead), lead.address || lead.note || lead.id.slice(-6)].join(" · ");
}

/** What the server takes back, for as long as nothing follows; the same table as the server's. */
const BACK_FROM: ReadonlySet<Step["kind"]> = new Set(
  ["accepted", "rejected", "assigned", "closed", "upheld", "urged", "calmed", "recategorised"] as const,
);

/** The decision that the person `me` may still take back, and until when; null when there is none. */
export function stillBack(lead: LeadDetail, me: string, now: number): { step: Step; until: number } | null {
  const step = lead.steps.at(-1);
  if (!step || step.actor_id !== me || !BACK_FROM.has(step.kind)) return null;
  const until = Date.parse(step.received_at) + TAKEN_BACK_MS;
  return until > now ? { step, until } : null;
}

export async function withdraw({ lead, step }: Done): Promise<LeadDetail> {
  const at = new Date().toISOString();
  return sendStep(lead.id, newId(), {
    kind: "withdraw",
    reason: null,
    assignee_id: null,
    withdraws: step,
    at,
    revision: null,
  });
}

/** Whether the lead's state allows it; what does not is said before anything is sent. */
export function allows(lead: Lead, { kind }: Pick<Many, "kind">): boolean {
  const ways = waysOn(lead as LeadDetail);
  if (kind === "assign") return ways.includes("assign") || ways.includes("reassign");
  return ways.includes(kind);
}

/** One after the other, so that the machine of a small town keeps up; a failure does not stop the rest. */
export async function decideMany(
  leads: readonly Lead[],
  decision: Many,
  told: (result: Result, n: number) => void,
  { send = decideOn, stopped = () => false }: { send?: Send; stopped?: () => boolean } = {},
): Promise<Result[]> {
  const results: Result[] = [];
  for (const lead of leads) {
    if (stopped()) break;
    const result = await decideOne(lead, decision, send);
    results.push(result);
    told(result, results.length);
  }
  return results;
}

async function decideOne(lead: Lead, decision: Many, send: Send): Promise<Result> {
  if (!allows(lead, decision)) {
    return { lead, done: null, reason: t("many.not_allowed", { state: t(`lead.state.${lead.state}`) }) };
  }
  try {
    return { lead, done: await send(lead, decision), reason: null };
  } catch (error) {
    return { lead, done: null, reason: sentence(error) };
  }
}

/** Say that it is done, with the way back where there is one. */
export function tellDone(decision: Decision, done: readonly Done[], onLead: (lead: LeadDetail) => void): void {
  if (done.length === 0 || !TAKEN_BACK.has(decision.kind)) return;
  const steps = done.map(({ step }) => step);
  const [first] = done;
  // Given to somebody, it leaves the list of what waits: the way to it is beside the word that it was given.
  const look = decision.kind === "assign" && done.length === 1 && first ? () => lookAtLead(first.lead.id) : undefined;
  offerUndo(() => doneText(decision, done), () => withdrawAll(done, onLead), steps, look);
}

function doneText(decision: Decision, done: readonly Done[]): string {
  const lead = done[0]?.lead;
  const name = decision.kind === "assign" ? decision.assignee_name : "";
  if (decision.kind === "recategorise") return t("undo.one_recategorise", { category: lead ? categoryName(lead) : "" });
  const kind = decision.kind as Many["kind"];
  if (done.length > 1 || !lead) return t(`undo.many_${kind}`, { n: done.length, name });
  return t(`undo.one_${kind}`, { category: categoryName(lead), name });
}
