import { expect, test } from "vitest";
import { ApiError } from "../api/client";
import { learn } from "../i18n";
import { troubleText } from "../screens/trouble";
import { failed } from "./send";

learn({}, {});
const refused = (detail: string, detail_en: string, errors: [string, string, string, string][]) => {
  const fields = errors.map(([field, reason, zh, en]) => ({ field, reason, detail: zh, detail_en: en }));
  const problem = { type: "", status: 422, code: "invalid", title: detail_en, detail, detail_en, errors: fields };
  const outcome = failed(new ApiError(422, problem));
  return outcome.end === "failed" ? outcome.trouble : null;
};

test("why something was refused is told with its fields in the reader's language", () => {
  const trouble = refused("部分轨迹点不能接受。", "Some fixes cannot be accepted.", [
    ["points[3..17]", "future", "时间在未来", "lies in the future"],
  ]);
  expect(trouble && troubleText(trouble, "attention")).toBe("部分轨迹点不能接受。（points[3..17]：时间在未来）");
  expect(trouble?.fields_en).toEqual(["points[3..17]: lies in the future"]);
});

test("what the sentence of the whole says already is not said again", () => {
  const trouble = refused("请填写理由。", "A reason is required.", [["reason", "x", "请填写理由。", "A reason is required."]]);
  expect(trouble && troubleText(trouble, "attention")).toBe("请填写理由。");
});
