import { expect, test } from "vitest";
import { leadNumber } from "./lead_number";

test("a lead's number is its day in Shanghai and the end of its id", () => {
  const id = "01a215e5-beb9-70de-a0cd-fa7a5578cc71";
  expect(leadNumber(id, Date.parse("2026-11-26T03:28:27Z"))).toBe("1126-CC71");
  expect(leadNumber(id, Date.parse("2026-11-25T16:00:00Z")), "midnight").toBe("1126-CC71");
});

test.each([
  ["1970-01-01T00:00:00Z", "1126-CC71"],
  ["2041-06-30T02:00:00Z", "1126-CC71"],
  ["9999-12-31T20:00:00Z", "1126-CC71"],
  ["2026-11-27T03:00:00Z", "1127-CC71"],
  ["2026-10-01T03:00:00Z", "1001-CC71"],
])("a lead that a phone dates %s and that came on the 26th is %s", (captured_at, number) => {
  const id = "01a215e5-beb9-70de-a0cd-fa7a5578cc71";
  expect(leadNumber(id, Date.parse(captured_at), Date.parse("2026-11-26T03:28:27Z"))).toBe(number);
});
