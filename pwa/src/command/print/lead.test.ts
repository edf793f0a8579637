import { expect, test } from "vitest";
import { learn } from "../../i18n";
import { deskZh } from "../../i18n/desk.zh";
import { capturedAt, stateOf } from "./lead";

learn(deskZh, {});

test("the sheet of an urgent lead says so in a word", () => {
  expect(stateOf({ state: "reported", urgent: true })).toBe("待受理 · 紧急");
  expect(stateOf({ state: "reported", urgent: false })).toBe("待受理");
});

test("the sheet says of an impossible time that the phone's clock was wrong", () => {
  const received_at = "2026-11-25T08:00:00Z";
  const said = (captured_at: string) => capturedAt({ captured_at, received_at }).replaceAll("\u00a0", " ");
  expect(said("9999-12-31T20:00:00Z")).toBe("9999-12-31 23:59:59 · 手机时间不准");
  expect(said("2026-11-25T07:59:00Z")).toBe("2026-11-25 15:59:00");
});
