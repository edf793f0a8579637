import { expect, test } from "vitest";
import { parse } from "./route";

test("an address names a screen, a thing and what is asked of the screen", () => {
  const { screen, id, query } = parse("#/people/0193?q=%E6%9E%AB&sort=-name");
  expect([screen, id, query.get("q"), query.get("sort")]).toEqual(["people", "0193", "枫", "-name"]);
});

test("an address without any of it is empty", () => {
  const { screen, id, query } = parse("");
  expect([screen, id, [...query]]).toEqual(["", null, []]);
});

test("a question may stand right behind the screen", () => {
  const { screen, id, query } = parse("#/sign-in?name=%E9%98%9F%E5%91%9801");
  expect([screen, id, query.get("name")]).toEqual(["sign-in", null, "队员01"]);
});

test("an address that was cut in the middle of a letter stays readable", () => {
  expect(parse("#/lead/%E5%8D").id).toBe("%E5%8D");
  expect(parse("#/room?text=a%2Fb?c").query.get("text")).toBe("a/b?c");
});
