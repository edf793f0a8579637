import { describe, expect, it } from "vitest";
import type { LeadDetail } from "../api/types";
import { preview, stepFor, waysOn, type Decision } from "./decision";

const lead = (state: LeadDetail["state"]) => ({ id: "l", state, revision: 7, assigned_to_name: null }) as LeadDetail;
const at = "2026-11-23T08:00:00Z";

describe("ways on", () => {
  it("do not accept twice, and open again only what was rejected", () => {
    expect(waysOn(lead("accepted"))).not.toContain("accept");
    expect(waysOn(lead("assigned"))).not.toContain("assign");
    expect(waysOn(lead("rejected"))).toEqual(["reopen", "note"]);
    expect(waysOn(lead("closed"))).toEqual(["reopen", "note"]);
  });

  it("close what was handled, or send somebody out again", () => {
    expect(waysOn(lead("handled"))).toEqual(["close", "reassign", "note"]);
  });

  it("answer an objection before anything else", () => {
    expect(waysOn({ ...lead("closed"), objection: "open" })).toEqual(["reopen", "uphold", "note"]);
    expect(waysOn({ ...lead("closed"), objection: "upheld" })).toEqual(["reopen", "note"]);
  });
});

describe("what is sent", () => {
  it.each<[Decision, object]>([
    [{ kind: "accept", reason: null }, { kind: "accept", reason: null, assignee_id: null, revision: 7 }],
    [
      { kind: "accept", reason: "补充了照片" },
      { kind: "accept", reason: "补充了照片", assignee_id: null, revision: 7 },
    ],
    [{ kind: "reject", reason: "重复" }, { kind: "reject", reason: "重复", assignee_id: null, revision: 7 }],
    [
      { kind: "assign", assignee_id: "p", assignee_name: "队员01" },
      { kind: "assign", reason: null, assignee_id: "p", revision: 7 },
    ],
    [{ kind: "urge" }, { kind: "urge", reason: null, assignee_id: null, revision: null }],
    [
      { kind: "recategorise", category: "event_0499", reason: "是火情" },
      { kind: "recategorise", category: "event_0499", reason: "是火情", assignee_id: null, revision: 7 },
    ],
    [{ kind: "note", reason: "已电话联系" }, { kind: "note", reason: "已电话联系", assignee_id: null, revision: null }],
  ])("for %j", (decision, body) => {
    expect(stepFor(decision, lead("reported"), at)).toEqual({ ...body, at });
  });
});

describe("the look before the answer", () => {
  it("has the new state and the step on its way", () => {
    const decision: Decision = { kind: "assign", assignee_id: "p", assignee_name: "队员01" };
    const shown = preview(lead("accepted"), decision, { id: "s", at }, "指挥员01");
    expect(shown).toMatchObject({ state: "assigned", assigned_to_name: "队员01" });
    expect(shown.step).toMatchObject({ kind: "assigned", actor_name: "指挥员01", assignee_name: "队员01" });
  });

  it.each(["note", "uphold"] as const)("does not move the lead to %s", (kind) => {
    const shown = preview(lead("rejected"), { kind, reason: "x" }, { id: "s", at }, "指挥员01");
    expect(shown.state).toBe("rejected");
  });
});
