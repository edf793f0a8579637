import { expect, test } from "vitest";
import "../testing/fresh";
import type { Lead, LeadDetail } from "../api/types";
import { onChange } from "./changes";
import { keepLeads, readLead } from "./leads";

const told = (part: object = {}) => ({ id: "a", revision: 1, state: "reported", captured_at: "2026", ...part }) as Lead;

test("a lead that is told again as it was draws nothing anew; what is new of it does", async () => {
  let changes = 0;
  const stop = onChange(["leads"], () => changes++);
  await keepLeads("me", [told()]);
  await keepLeads("me", [told({ steps: [{ kind: "reported" }], media: [] }) as LeadDetail]);
  expect(changes).toBe(2);
  await keepLeads("me", [told()]);
  await keepLeads("me", [told({ steps: [{ kind: "reported" }], media: [] }) as LeadDetail]);
  await keepLeads("me", []);
  expect(changes, "nothing new").toBe(2);
  // What has arrived of its photos is told without a new revision.
  await keepLeads("me", [told({ media_received: 1 })]);
  stop();
  expect(changes).toBe(3);
  expect((await readLead("a"))?.lead).toMatchObject({ media_received: 1, steps: [{ kind: "reported" }] });
});
