/** Leads that somebody was sent with: since when, whether they have set out, what is new. Pure. */

import type { Uuid } from "../api/types";
import { isGivenTo, isNews } from "./leads";
import type { KnownLead, Op } from "./records";

/** When it was assigned last, epoch ms; as long as its steps are not known, when it was reported. */
export function givenAt({ lead }: KnownLead): number {
  const step = lead.steps.filter(({ kind }) => kind === "assigned").at(-1);
  return Date.parse(step?.received_at ?? lead.captured_at);
}

/** Whether the person has said, here or to the server, that they are on their way. */
export function hasSetOut(known: KnownLead, ops: readonly Pick<Op, "entity" | "about" | "created_at">[]): boolean {
  const { id, lead } = known;
  const last = lead.steps.map(({ kind }) => kind).lastIndexOf("assigned");
  const said = lead.steps.slice(last + 1).some(({ kind }) => kind === "set_out" || kind === "handled");
  const acts = ["set_out", "handle"];
  return said || ops.some((op) => op.entity === id && acts.includes(op.about?.act ?? "") && op.created_at >= givenAt(known));
}

/**
 * What stands above a patrol that runs, and what below it: above is what is urgent, and what was given since it began.
 * The rest was in sight when one set out. `startedAt`: epoch ms, by the server's clock.
 */
export function aroundPatrol(fresh: readonly KnownLead[], startedAt: number): [above: KnownLead[], below: KnownLead[]] {
  const above = fresh.filter((one) => one.lead.urgent || givenAt(one) >= startedAt);
  return [above, fresh.filter((one) => !above.includes(one))];
}

/** Given to this person, not looked at since, and nobody has set out: what has to be seen first. The newest first. */
export function newlyGiven(
  me: Uuid,
  known: readonly KnownLead[],
  ops: readonly Pick<Op, "entity" | "about" | "created_at">[],
): KnownLead[] {
  const fresh = known.filter((one) => isGivenTo(one.lead, me) && isNews(one, me) && !hasSetOut(one, ops));
  return fresh.sort((a, b) => givenAt(b) - givenAt(a));
}
