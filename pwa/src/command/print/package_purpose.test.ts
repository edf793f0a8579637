import { expect, test } from "vitest";
import { learn } from "../../i18n";
import { evidenceZh } from "../../i18n/evidence.zh";
import { emptySession } from "../../testing/session";
import { keepPurpose, proposed } from "./package_purpose";

learn(evidenceZh, {});

emptySession();

test("a package is for what its photos were looked at for, and asks only where that was not asked", () => {
  expect(proposed("me", "lead", "review")).toEqual({ text: "法制审核、复核", from: "look" });
  for (const purpose of ["own_capture", null] as const) {
    expect(proposed("me", "lead", purpose)).toEqual({ text: "", from: null });
  }
});

test("a second package of a lead is for what the first was for, whatever its photos are looked at for meanwhile", () => {
  keepPurpose("me", "lead", "行政诉讼（2026）诸行初 1 号");
  expect(proposed("me", "lead", "review")).toEqual({ text: "行政诉讼（2026）诸行初 1 号", from: "package" });
});

test("where nothing was asked of another lead the last package's purpose is proposed, and nobody else's", () => {
  keepPurpose("me", "lead", "行政复议");
  expect(proposed("me", "other", "own_capture")).toEqual({ text: "行政复议", from: "last" });
  expect(proposed("me", "other", "transfer").from).toBe("look");
  expect(proposed("you", "other", null).from).toBeNull();
});
