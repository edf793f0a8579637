import { expect, test } from "vitest";
import type { LeadDetail, Step } from "../api/types";
import { anOp } from "../testing/ops";
import { aroundPatrol, newlyGiven } from "./given";
import type { KnownLead } from "./records";

const step = (kind: Step["kind"], at: string) => ({ kind, received_at: at, actor_id: "room" }) as Step;
const MORNING = "2026-11-26T01:00:00Z";
const NOON = "2026-11-26T04:00:00Z";

function given(id: string, at = MORNING, part: Partial<KnownLead> = {}, ...more: Step[]): KnownLead {
  const steps = [step("reported", "2026-11-25T00:00:00Z"), step("assigned", at), ...more];
  const lead = { id, state: "assigned", assigned_to: "me", captured_at: MORNING, revision: 2, steps } as unknown as LeadDetail;
  return { id, person_id: "me", lead, detail_revision: 2, seen_revision: 0, ...part };
}
const ids = (known: KnownLead[], ops: Parameters<typeof newlyGiven>[2] = []) => newlyGiven("me", known, ops).map(({ id }) => id);

test("what was assigned last is seen first", () => {
  expect(ids([given("old"), given("new", NOON)])).toEqual(["new", "old"]);
});

test("what was looked at, or is somebody else's, is not new", () => {
  expect(ids([given("seen", MORNING, { seen_revision: 2 })])).toEqual([]);
  expect(newlyGiven("other", [given("a")], [])).toEqual([]);
});

test("whoever has set out need not be told again, until they are sent anew", () => {
  const out = anOp({ entity: "a", about: { category: "", address: "", act: "set_out" }, created_at: Date.parse(NOON) });
  expect(ids([given("a")], [out])).toEqual([]);
  expect(ids([given("a", MORNING, {}, step("set_out", NOON))])).toEqual([]);
  expect(ids([given("a", "2026-11-26T05:00:00Z")], [out])).toEqual(["a"]);
});

test("a patrol that runs stands above what was given before it began, and below what is urgent or came since", () => {
  const urgent = given("urgent", MORNING);
  urgent.lead.urgent = true;
  const known = [given("since", NOON), given("before"), urgent];
  const named = (startedAt: string) => aroundPatrol(known, Date.parse(startedAt)).map((part) => part.map(({ id }) => id));
  expect(named("2026-11-26T03:00:00Z")).toEqual([["since", "urgent"], ["before"]]);
  expect(named(NOON)).toEqual([["since", "urgent"], ["before"]]);
  expect(named("2026-11-26T04:00:01Z")).toEqual([["urgent"], ["since", "before"]]);
});
