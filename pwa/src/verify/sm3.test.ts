import { expect, test } from "vitest";
import { hex, utf8 } from "./bytes";
import { SM3 } from "./sm3";

const sm3 = (...parts: string[]) => hex(parts.reduce((made, part) => made.update(utf8(part)), new SM3()).digest());

test("SM3 gives what the standard says of its two examples, and of nothing", () => {
  expect(sm3("abc")).toBe("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  expect(sm3("abcd".repeat(16))).toBe("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
  expect(sm3("")).toBe("1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b");
  expect(sm3("ab", "c" + "d".repeat(200), "e")).toBe(sm3("abc" + "d".repeat(200) + "e"));
});
