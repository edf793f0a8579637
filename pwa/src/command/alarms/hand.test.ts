import { expect, test } from "vitest";
import { Hand } from "./hand";

test("a desk that nobody points at may be moved at once", () => {
  expect(new Hand().waitMs(0)).toBe(0);
});

test("under a pointer it stays, until the pointer is elsewhere", () => {
  const hand = new Hand();
  hand.points(true);
  expect(hand.waitMs(60_000)).toBeNull();
  hand.points(false);
  expect(hand.waitMs(60_000)).toBe(0);
});

test("while something is carried off the desk it stays", () => {
  const hand = new Hand();
  hand.presses(true);
  hand.points(false, true);
  expect(hand.waitMs(0)).toBeNull();
  hand.points(false);
  expect(hand.waitMs(0)).toBe(0);
});

test("a press beside the desk may be followed by a second one", () => {
  const hand = new Hand();
  hand.presses(false);
  hand.letsGo(1_000, false);
  expect(hand.waitMs(1_200)).toBe(300);
  expect(hand.waitMs(1_500)).toBe(0);
});

test("a finger that was lifted points at nothing; a mouse still does", () => {
  const [finger, mouse] = [new Hand(), new Hand()];
  for (const hand of [finger, mouse]) hand.presses(true);
  finger.letsGo(0, true);
  mouse.letsGo(0, false);
  expect(finger.waitMs(500)).toBe(0);
  expect(mouse.waitMs(500)).toBeNull();
});

test("who types has let go of the pointer; who holds Shift for a press has not", () => {
  const hand = new Hand();
  hand.points(true);
  hand.types("Shift");
  expect(hand.waitMs(0)).toBeNull();
  hand.types("j");
  expect(hand.waitMs(0)).toBe(0);
});
