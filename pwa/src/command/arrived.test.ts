import { expect, test } from "vitest";
import { learn } from "../i18n";
import { deskEn } from "../i18n/desk.en";
import { deskZh } from "../i18n/desk.zh";
import { receiptText, receiptWord } from "./arrived";
import { EVERYTHING_OPEN, queue } from "./queue/filter";
import { lead } from "./testing";

learn(deskZh, deskEn);

test("whether somebody has it is said while they are out, and of nothing else", () => {
  const out = lead({ id: "a", state: "assigned", assigned_to: "p" });
  expect(receiptWord(out)).toBe("未送达");
  expect(receiptWord({ ...out, delivered_at: "2026-11-26T09:00:05Z" })).toBe("已送达");
  expect(receiptText({ ...out, delivered_at: "2026-11-26T09:00:05Z", opened_at: "2026-11-26T09:01:00Z" })).toBe(
    "11-26\u00a017:00:05 已送达 · 11-26\u00a017:01:00 已查看",
  );
  expect(receiptWord(lead({ id: "b" }))).toBeNull();
});

test("urgent leads stand first until they have ended, before objections", () => {
  const now = Date.parse("2026-11-26T09:00:00Z");
  const leads = [
    lead({ id: "1", captured_at: "2026-11-26T08:59:00Z", received_at: "2026-11-26T08:59:00Z" }),
    lead({ id: "2", objection: "open", state: "closed" }),
    lead({ id: "3", urgent: true }),
    lead({ id: "4", urgent: true, state: "closed", captured_at: "2026-11-26T08:58:00Z", received_at: "2026-11-26T08:58:00Z" }),
  ];
  const order = queue(leads, { ...EVERYTHING_OPEN, state: "all" }, { sort: "newest", near: null }, now);
  expect(order.map(({ id }) => id)).toEqual(["3", "2", "1", "4"]);
});
