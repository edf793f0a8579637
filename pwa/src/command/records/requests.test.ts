import { expect, test } from "vitest";
import { nameFrom } from "./requests";

test("a file keeps the name the server gave it", () => {
  const said = `attachment; filename="export-2026-11-25.xlsx"; filename*=UTF-8''%E7%BA%BF%E7%B4%A2-2026-11-25.xlsx`;
  expect(nameFrom(said)).toBe("线索-2026-11-25.xlsx");
  expect(nameFrom("attachment")).toBeNull();
  expect(nameFrom("attachment; filename*=UTF-8''%E7%")).toBeNull();
  expect(nameFrom(null)).toBeNull();
});
