import { expect, test } from "vitest";
import { learn } from "../../i18n";
import { evidenceZh } from "../../i18n/evidence.zh";
import { usualPurpose } from "./package";

learn(evidenceZh, {});

test("a package is for what its photos were looked at for, and asks only where that was not asked", () => {
  expect(usualPurpose("review")).toBe("法制审核、复核");
  expect([usualPurpose("own_capture"), usualPurpose(null)]).toEqual(["", ""]);
});
