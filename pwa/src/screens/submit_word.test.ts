import { expect, test } from "vitest";
import { captureZh } from "../i18n/capture.zh";
import { submitWord } from "./submit_word";

test("the button that sends says that the report is urgent, also beside one like it", () => {
  const said = (urgent: boolean, another: boolean) => (captureZh as Record<string, string>)[submitWord(urgent, another)];
  expect(said(false, false)).toBe("上报");
  expect(said(true, false)).toBe("紧急上报");
  expect(said(false, true)).toBe("不是同一件，上报");
  expect(said(true, true)).toBe("不是同一件，紧急上报");
});
