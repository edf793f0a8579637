import { expect, test } from "vitest";
import { isDue } from "../sync/backoff";
import { HOLD_MS, heldUntil } from "./second_thoughts";

const NOW = Date.UTC(2026, 10, 25, 8, 0);

test("an urgent report may be sent in the moment it is reported", () => {
  expect(isDue(heldUntil({ urgent: true }, NOW), NOW)).toBe(true);
});

test.each([{}, { urgent: false }])("any other waits for second thoughts, and no longer: %j", (draft) => {
  const until = heldUntil(draft, NOW);
  expect([isDue(until, NOW), isDue(until, NOW + HOLD_MS - 1), isDue(until, NOW + HOLD_MS)]).toEqual([false, false, true]);
});
