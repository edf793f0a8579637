import { expect, test } from "vitest";
import { isClockWrong, phoneSays, toldAt } from "./told_at";

const received_at = "2026-11-25T08:00:00Z";
const told = (captured_at: string) => [toldAt({ captured_at, received_at }), isClockWrong({ captured_at, received_at })];

test.each(["2030-01-01T00:00:00Z", "9999-12-31T20:00:00Z", "2000-01-01T00:00:00Z", "1970-01-01T00:00:00Z"])(
  "a lead that a phone dates %s counts from its receipt, and its clock is called wrong",
  (captured_at) => expect(told(captured_at)).toEqual([received_at, true]),
);

test.each(["2026-11-25T07:59:00Z", "2026-11-22T08:00:00Z", "2026-10-01T08:00:00Z"])(
  "a lead of %s that waited for a network counts from its capture",
  (captured_at) => expect(told(captured_at)).toEqual([captured_at, false]),
);

test("a clock that is a minute ahead is not called wrong, but nothing is told after it is received", () => {
  expect(told("2026-11-25T08:01:00Z")).toEqual([received_at, false]);
});

test("a wrong time is named without the year where the year is the right one", () => {
  expect(phoneSays({ captured_at: "2026-11-27T00:00:45Z", received_at })).toMatch(/^11.27.08:00$/);
  expect(phoneSays({ captured_at: "1970-01-01T00:00:00Z", received_at })).toMatch(/^1970.01.01.08:00$/);
});
