import { expect, test } from "vitest";
import { csv } from "./csv";

test("quotes, commas and line breaks stay within their cell", () => {
  expect(csv([["a,b", 'say "no"', "two\nlines", 3]])).toBe('\ufeff"a,b","say ""no""","two\nlines",3\r\n');
});

test("what would run as a formula is text, and a number below zero stays one", () => {
  expect(csv([["=1+1", "@x", -3]])).toBe("\ufeff'=1+1,'@x,-3\r\n");
});
