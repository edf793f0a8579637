import { expect, test } from "vitest";
import type { Alarm } from "../api/types";
import { unlockAs } from "../testing/fresh";
import { keepAlarms, newestAlarms, readAlarms } from "./alarms";

const alarm = (id: string, state: Alarm["state"], revision: number) => ({ id, state, revision }) as Alarm;

test("an alarm that was closed stays closed on the phone, whatever an overtaken answer says", async () => {
  await keepAlarms("me", [alarm("a", "raised", 1)]);
  await keepAlarms("me", [alarm("a", "closed", 3)]);
  await keepAlarms("me", [alarm("a", "seen", 2)]);
  expect(await readAlarms("me")).toEqual([alarm("a", "closed", 3)]);
});

test("what is told of somebody's alarms is read by nobody else", async () => {
  await keepAlarms("me", [alarm("a", "raised", 1)]);
  await unlockAs("other");
  expect(await readAlarms("me")).toEqual([]);
});

test("the last five are kept, the newest first", () => {
  const told = ["a", "b", "c", "d", "e", "f"].map((id) => alarm(id, "closed", 1));
  expect(newestAlarms([], told).map(({ id }) => id)).toEqual(["f", "e", "d", "c", "b"]);
});
