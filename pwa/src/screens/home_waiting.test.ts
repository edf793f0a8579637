import { expect, test } from "vitest";
import type { Lead } from "../api/types";
import type { About, KnownLead, Op } from "../store/records";
import { overview } from "../sync/overview";
import { anOp } from "../testing/ops";
import { assignedTo } from "./home_waiting";

function given(id: string, part: Partial<Lead> = {}): KnownLead {
  const lead = { id, state: "assigned", assigned_to: "me", captured_at: `2026-11-2${id}T00:00:00Z`, steps: [], ...part } as unknown as KnownLead["lead"];
  return { id, person_id: "me", lead, detail_revision: 1, seen_revision: 1 };
}

function told(entity: string, act: NonNullable<About["act"]>, state: Op["state"] = "waiting") {
  const ops = [anOp({ kind: "step", entity, about: { category: "", address: "", act }, state })];
  return overview({ ops, chunks: [], rows: [] }, "me", new Set()).steps;
}

test("what is given to me waits for me, the newest first", () => {
  const all = [given("2"), given("1"), given("3", { assigned_to: "other" }), given("4", { state: "handled" })];
  expect(assignedTo("me", all, []).map(({ id }) => id)).toEqual(["2", "1"]);
});

test("what I have handled waits no more, sent or not; what was given to me again does", () => {
  expect(assignedTo("me", [given("1")], told("1", "handle"))).toEqual([]);
  expect(assignedTo("me", [given("1")], told("1", "set_out"))).toHaveLength(1);
  expect(assignedTo("me", [given("1")], told("1", "handle", "done"))).toHaveLength(1);
});
