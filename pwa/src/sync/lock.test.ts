import { expect, test } from "vitest";
import "../testing/fresh";
import { alone, lease } from "./lock";

test("of two at once only one runs", async () => {
  let release = () => undefined as void;
  const first = alone("job", () => new Promise<void>((resolve) => (release = resolve)));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await alone("job", async () => undefined)).toBe(false);
  release();
  expect(await first).toBe(true);
  expect(await alone("job", async () => undefined)).toBe(true);
});

test("without Web Locks a lease keeps others out until it has run out or been given back", async () => {
  expect(await lease("job", Date.now() + 60_000, "tab 1")).toBe(true);
  expect(await lease("job", Date.now() + 60_000, "tab 2")).toBe(false);
  expect(await lease("job", Date.now() + 60_000, "tab 1")).toBe(true);
  await lease("job", 0, "tab 1");
  expect(await lease("job", Date.now() - 1, "tab 2")).toBe(true);
  expect(await lease("job", Date.now() + 60_000, "tab 3")).toBe(true);
});
