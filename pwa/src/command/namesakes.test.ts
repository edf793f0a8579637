import { expect, test } from "vitest";
import { namesOf } from "./namesakes";

test("people of the same name are told apart by their user names, and nobody else has one beside theirs", () => {
  const people = [
    { id: "a", name: "zhang.wei", display_name: "张伟" },
    { id: "b", name: "zhang.wei2", display_name: "张伟" },
    { id: "c", name: "li.na", display_name: "李娜" },
    { id: "d", name: "队员01", display_name: "队员01" },
    { id: "e", name: "other", display_name: "队员01" },
  ];
  expect([...namesOf(people).values()]).toEqual(["张伟 · zhang.wei", "张伟 · zhang.wei2", "李娜", "队员01", "队员01 · other"]);
});
