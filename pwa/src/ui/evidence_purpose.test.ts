import { expect, test } from "vitest";
import { emptySession } from "../testing/session";
import { saidFor, saidLast, say } from "./evidence_purpose";

emptySession();

test("what a lead's photos are looked at for is asked once: looked at or printed again, it is known", () => {
  expect(saidFor("me", "lead")).toBeNull();
  say("me", "lead", "review");
  expect(saidFor("me", "lead")).toBe("review");
});

test("another lead is asked about, with the last purpose offered first, and nobody else is answered for", () => {
  say("me", "lead", "review");
  expect([saidFor("me", "other"), saidLast("me")]).toEqual([null, "review"]);
  expect([saidFor("you", "lead"), saidLast("you")]).toEqual([null, null]);
});

test("what was kept by an older page and is no purpose any more is asked anew", () => {
  sessionStorage.setItem("purpose/me/lead", "curiosity");
  expect(saidFor("me", "lead")).toBeNull();
});
