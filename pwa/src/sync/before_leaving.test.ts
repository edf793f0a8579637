import { expect, test } from "vitest";
import { beforeLeaving, keepAll } from "./before_leaving";

test("leaving waits for everything that is being written", async () => {
  const done: string[] = [];
  const stops = [
    beforeLeaving(async () => void done.push("draft")),
    beforeLeaving(() => new Promise((kept) => setTimeout(() => kept(done.push("photo"))))),
  ];
  await keepAll();
  expect(done).toEqual(["draft", "photo"]);
  stops.forEach((stop) => stop());
  await keepAll();
  expect(done).toHaveLength(2);
});

test("leaving is refused when something cannot be kept", async () => {
  const stop = beforeLeaving(() => Promise.reject(new Error("the disk is full")));
  await expect(keepAll()).rejects.toThrow("the disk is full");
  stop();
});
