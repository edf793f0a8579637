import { expect, test } from "vitest";
import { oncePerTurn } from "./once";

test("who asks in the same turn gets the same answer, who asks later a new one", async () => {
  let loads = 0;
  const ask = (name: string) => oncePerTurn(name, async () => ++loads);
  expect(await Promise.all([ask("leads"), ask("leads"), ask("ops")])).toEqual([1, 1, 2]);
  expect(await ask("leads")).toBe(3);
});

test("what could not be read is read again", async () => {
  const broken = () => oncePerTurn("broken", () => Promise.reject(new Error("closed")));
  await expect(Promise.all([broken(), broken()])).rejects.toThrow("closed");
  expect(await oncePerTurn("broken", async () => "open")).toBe("open");
});
