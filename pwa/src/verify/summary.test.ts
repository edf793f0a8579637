import { expect, test } from "vitest";
import { summary, worstOf } from "./summary";
import type { Code, Result } from "./verdicts";

const of = (...pairs: [string, Code | null][]): Result[] => pairs.map(([item, code]) => ({ item, code }));
const good: [string, null][] = [["originals/a.jpg", null], ["originals/b.jpg", null], ["index.json", null]];

test("a whole package is said to be unchanged, with nothing to do", () => {
  expect(summary(of(...good), "zh")).toBe("原件 2 件，内容均未被改动。");
  expect(worstOf(of(...good))).toBe("PASS");
});

test("what is missing is said once each, with who does what next", () => {
  const results = of(...good, ["chain/k/1.json", "key_not_approved"], ["chain/k/2.json", "key_not_approved"], ["confirmed/x", "not_confirmed"]);
  expect(summary(results, "zh")).toBe(
    "原件 2 件，内容均未被改动；还缺：拍摄密钥未经核准 2 处（请系统管理员核准后重新导出）、第二名执法人员未确认（请其在手机上确认，然后重新导出）。",
  );
  expect(summary(results, "en")).toContain("Originals: 2, unchanged; missing: the capture's key was not approved, 2 times (");
});

test("an original that was changed is never counted among the unchanged, nor one that is not there", () => {
  const results = of(["originals/a.jpg", "hash"], ["originals/b.jpg", null], ["originals/c", "not_received"], ["originals/d.jpg", "not_sealed"]);
  expect(summary(results, "zh")).toMatch(/^原件 4 件：1 件不通过、1 件与封存的记录相符、1 件尚不能证明未被改动、1 件不在包内；有问题：原件内容与收到时不符/);
  expect(summary(results, "zh")).not.toContain("未被改动；");
  expect(worstOf(results)).toBe("FAIL");
});

test("of a file that is no package only that is said", () => {
  expect(summary(of(["p.zip", "no_zip"]), "zh")).toMatch(/^有问题：证据包不是可用的 ZIP 文件（/);
});
