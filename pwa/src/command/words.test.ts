import { expect, test } from "vitest";
import type { Step } from "../api/types";
import { learn } from "../i18n";
import { deskZh } from "../i18n/desk.zh";
import { stepText, waitText } from "./words";

learn(deskZh, {});

const KINDS = Object.keys(deskZh).flatMap((word) => /^step\.(?!title|sending|late)(.+)$/.exec(word)?.[1] ?? []);

test.each(KINDS)("a step is told whole: %s", (kind) => {
  const step = { kind: kind as Step["kind"], actor_name: "指挥员01", assignee_name: "队员02", category_name_zh: "占道经营" };
  expect(stepText(step)).toContain("指挥员01");
  expect(stepText(step)).not.toMatch(/[{}]/);
});

test.each([
  [40, "等待 40 分钟"],
  [125, "等待 2 小时 5 分钟"],
  [3 * 24 * 60 + 60, "等待 3 天"],
])("what has waited for %i minutes says how long", (minutes, said) => {
  expect(waitText(minutes * 60_000).replaceAll("\u00a0", " ")).toBe(said);
});

test("a step that puts the category right names it", () => {
  const step = { kind: "recategorised" as const, actor_name: "指挥员01", assignee_name: null, category_name_zh: "占道经营" };
  expect(stepText(step)).toBe("指挥员01 将类别更正为 占道经营");
});
