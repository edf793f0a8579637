import { beforeAll, describe, expect, it } from "vitest";
import { learn } from "../i18n";
import { commandZh } from "../i18n/command.zh";
import { roomZh } from "../i18n/room.zh";
import type { LeadDetail } from "../api/types";
import { allows, decideMany, type Done, type Many } from "./deciding";
import { lead } from "./testing";

beforeAll(() => learn({ ...commandZh, ...roomZh }, {}));

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
