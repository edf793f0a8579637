import { expect, test } from "vitest";
import { readBack } from "../../testing/qr";
import { DENSE_QR_OPTIONS } from "../people/qr";

test("a whole checkpoint with the log's and two witnesses' signatures is read back from the sheet, byte for byte", () => {
  const signature = (name: string, bytes: number) => `— ${name} ${"Ab+/".repeat(bytes / 3)}\n`;
  const text = `fengqiao.example.gov.cn/log\n123456789\n${"foN+JrGzNZlsIwRhj0PSoLwJLqDHZxsSX2TpGP4x6ms="}\n`;
  const lines = ["log", "county.example/w1", "county.example/w2"].map((name) => signature(name, 75));
  const note = `${text}\n${lines.join("")}`;
  expect(readBack(note, DENSE_QR_OPTIONS)).toBe(note);
});
