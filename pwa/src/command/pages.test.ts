import { expect, test } from "vitest";
import type { Me } from "../api/types";
import { pageOf } from "./pages";

const route = (screen: string) => ({ screen, id: null, more: null, query: new URLSearchParams() });
const who = (...permissions: string[]) =>
  ({ permissions: Object.fromEntries(permissions.map((each) => [each, "all"])) }) as unknown as Me;

test("an address without a page opens the first of one's menu", () => {
  expect(pageOf(who("live.watch", "lead.read"), route(""))?.name).toBe("room");
});

test("a page that is reached from others is opened by its address", () => {
  expect(pageOf(who("lead.read"), route("print"))?.name).toBe("print");
});

test("who asks for a page that is not theirs opens one of their menu, never one that is reached from others", () => {
  expect(pageOf(who("lead.read"), route("room"))?.name).toBe("leads");
});

test("who has no page at all is refused", () => {
  expect(pageOf(who("lead.report"), route("room"))).toBeUndefined();
});
