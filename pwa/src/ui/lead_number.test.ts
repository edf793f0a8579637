import { expect, test } from "vitest";
import { leadNumber } from "./lead_number";

test("a lead's number is its day in Shanghai and the end of its id", () => {
  const id = "01a215e5-beb9-70de-a0cd-fa7a5578cc71";
  expect(leadNumber(id, Date.parse("2026-11-26T03:28:27Z"))).toBe("1126-CC71");
  expect(leadNumber(id, Date.parse("2026-11-25T16:00:00Z")), "midnight").toBe("1126-CC71");
});
