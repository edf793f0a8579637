import { beforeAll, describe, expect, it } from "vitest";
import type { LeadDetail, Step } from "../api/types";
import { learn } from "../i18n";
import { deskZh } from "../i18n/desk.zh";
import { lead } from "./testing";
import { newsOf } from "./use_news";

beforeAll(() => learn(deskZh, {}));

const step = (kind: Step["kind"], actor_id: string, assignee_name: string | null = null) =>
  ({ id: kind, kind, actor_id, actor_name: actor_id, assignee_name }) as Step;
const now = (state: LeadDetail["state"], ...steps: Step[]) => ({ ...lead({ id: "a", state }), steps }) as LeadDetail;

describe("what others have just done", () => {
  const first = step("reported", "队员01");
  it("says who has changed the state and to what", () => {
    const after = now("accepted", first, step("accepted", "指挥员02"));
    expect(newsOf({ state: "reported", steps: 1 }, after, "me")).toBe("刚刚由 指挥员02 改为「已受理」");
  });

  it("says what was done where the state stays", () => {
    const after = now("assigned", first, step("assigned", "指挥员02", "队员03"));
    expect(newsOf({ state: "assigned", steps: 1 }, after, "me")).toBe("刚刚：指挥员02 派遣给 队员03");
  });

  it("says nothing of one's own steps, nor of photos that arrive", () => {
    expect(newsOf({ state: "reported", steps: 1 }, now("accepted", first, step("accepted", "me")), "me")).toBeNull();
    expect(newsOf({ state: "reported", steps: 1 }, now("reported", first), "me")).toBeNull();
  });
});
