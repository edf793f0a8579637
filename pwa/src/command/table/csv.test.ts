import { expect, test } from "vitest";
import { csv } from "./csv";

test("quotes, commas and line breaks stay within their cell", () => {
  expect(csv([["a,b", 'say "no"', "two\nlines", 3]])).toBe('\ufeff"a,b","say ""no""","two\nlines",3\r\n');
});

test("what would run as a formula is text, and a number below zero stays one", () => {
  expect(csv([["=1+1", "@x", -3]])).toBe("\ufeff'=1+1,'@x,-3\r\n");
});

test("wide signs and blanks before a sign do not hide a formula", () => {
  expect(csv([["＝1", " \u3000=1", "枫桥-1"]])).toBe("\ufeff'＝1,' \u3000=1,枫桥-1\r\n");
});
