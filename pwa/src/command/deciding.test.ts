import { beforeAll, describe, expect, it } from "vitest";
import { learn } from "../i18n";
import { deskZh } from "../i18n/desk.zh";
import type { LeadDetail, Step } from "../api/types";
import { shown } from "../ui/toasts";
import { allows, decideMany, stillBack, tellDone, withdrawAll, type Done, type Many } from "./deciding";
import { lead } from "./testing";

beforeAll(() => learn(deskZh, {}));

const REJECT: Many = { kind: "reject", reason: "重复上报" };

describe("deciding on many", () => {
  it("goes on after a failure, says what failed and why, and sends nothing that cannot be", async () => {
    const sent: string[] = [];
    const told: number[] = [];
    const send = async ({ id }: { id: string }): Promise<Done> => {
      sent.push(id);
      if (id === "b") throw new Error("线索已被他人更新");
      return { lead: lead({ id }) as LeadDetail, step: `step-${id}` };
    };
    const leads = [lead({ id: "a" }), lead({ id: "b" }), lead({ id: "c", state: "rejected" }), lead({ id: "d" })];
    const results = await decideMany(leads, REJECT, (_, n) => told.push(n), { send });
    expect(sent).toEqual(["a", "b", "d"]);
    expect(told).toEqual([1, 2, 3, 4]);
    expect(results.map(({ done }) => done?.step ?? null)).toEqual(["step-a", null, null, "step-d"]);
    expect(results[1]?.reason).toContain("线索已被他人更新");
    expect(results[2]?.reason).toContain("不予受理");
  });

  it("can be stopped in between", async () => {
    let n = 0;
    const send = async ({ id }: { id: string }): Promise<Done> => ({ lead: lead({ id }) as LeadDetail, step: id });
    const leads = ["a", "b", "c"].map((id) => lead({ id }));
    const results = await decideMany(leads, REJECT, () => n++, { send, stopped: () => n >= 2 });
    expect(results).toHaveLength(2);
  });

  it("gives to somebody else what has been given already", () => {
    expect(allows(lead({ id: "a", state: "assigned" }), { kind: "assign" })).toBe(true);
    expect(allows(lead({ id: "a", state: "rejected" }), { kind: "assign" })).toBe(false);
    expect(allows(lead({ id: "a", state: "assigned" }), { kind: "accept" })).toBe(false);
  });
});

describe("taking many back", () => {
  const done = ["a", "b", "c"].map((id): Done => ({ lead: lead({ id, note: `线索${id}` }) as LeadDetail, step: id }));
  const refusing = (...ids: string[]) => async ({ lead: { id } }: Done): Promise<LeadDetail> => {
    if (ids.includes(id)) throw new Error("已有后续办理");
    return lead({ id, state: "reported" }) as LeadDetail;
  };

  it("goes on after a refusal and names what stays decided", async () => {
    const back: string[] = [];
    const stays = await withdrawAll(done, ({ id }) => back.push(id), refusing("b"));
    expect(back).toEqual(["c", "a"]);
    expect(stays).toContain("已撤回 2 条，以下 1 条没有撤回");
    expect(stays).toContain("线索b");
    expect(stays).toContain("已有后续办理");
    expect(stays).not.toContain("线索a");
  });

  it("has nothing to say when all are back, and fails when the only one is refused", async () => {
    expect(await withdrawAll(done, () => undefined, refusing())).toBeNull();
    await expect(withdrawAll(done.slice(0, 1), () => undefined, refusing("a"))).rejects.toThrow("已有后续办理");
  });
});

describe("the way back from what has just been decided", () => {
  const NOW = Date.parse("2026-11-25T08:10:00Z");
  const step = (kind: Step["kind"], actor_id: string, received_at: string) =>
    ({ id: kind, kind, actor_id, at: received_at, received_at }) as Step;
  const after = (...steps: Step[]) => ({ ...lead({ id: "a", state: "assigned" }), steps }) as LeadDetail;

  it.each<[string, Step[], string | undefined]>([
    ["one's own last decision", [step("assigned", "me", "2026-11-25T08:06:00Z")], "assigned"],
    ["somebody else's", [step("assigned", "other", "2026-11-25T08:09:00Z")], undefined],
    ["one of five minutes ago", [step("assigned", "me", "2026-11-25T08:05:00Z")], undefined],
    [
      "one that something followed",
      [step("assigned", "me", "2026-11-25T08:08:00Z"), step("set_out", "other", "2026-11-25T08:09:00Z")],
      undefined,
    ],
    ["a note", [step("noted", "me", "2026-11-25T08:09:00Z")], undefined],
  ])("%s", (_, steps, kind) => {
    expect(stillBack(after(...steps), "me", NOW)?.step.kind).toBe(kind);
  });
});

describe("the message after a decision", () => {
  const done = (...ids: string[]) => ids.map((id): Done => ({ lead: lead({ id }) as LeadDetail, step: id }));
  const GIVE = { kind: "assign", assignee_id: "p", assignee_name: "队员02" } as const;
  const told = () => shown.get().at(-1);

  it("leads to the one lead that was given away, which has left the list", () => {
    tellDone(GIVE, done("a"), () => undefined);
    expect(told()?.text).toContain("队员02");
    expect([told()?.action?.word, told()?.undo !== undefined]).toEqual(["undo.look", true]);
  });

  it("leads nowhere when there are many, or when the lead stays where it is", () => {
    tellDone(GIVE, done("b", "c"), () => undefined);
    expect([told()?.action, told()?.undo !== undefined]).toEqual([undefined, true]);
    tellDone({ kind: "accept", reason: null }, done("d"), () => undefined);
    expect([told()?.action, told()?.undo !== undefined]).toEqual([undefined, true]);
  });
});
