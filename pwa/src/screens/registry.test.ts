import { expect, test } from "vitest";
import { parse } from "../ui/route";
import { parentOf, tabOf } from "./registry";

test.each([
  ["#/map/a", "leads/a", "leads"],
  ["#/track/a", "patrol/a", "duty"],
  ["#/patrol/a", "duty", "duty"],
  ["#/leads/a", "leads", "leads"],
  ["#/map", "account", "account"],
  ["#/leads", undefined, "leads"],
])("back from %s goes to %s, and the tab %s is marked", (address, parent, tab) => {
  const here = parse(address);
  expect([parentOf(here), tabOf(here)]).toEqual([parent, tab]);
});
