import { expect, test } from "vitest";
import { Hand } from "./hand";

test("a desk that nobody points at may be moved at once", () => {
  expect(new Hand().waitMs(0)).toBe(0);
});

test("under a pointer it stays, until the pointer is elsewhere", () => {
  const hand = new Hand();
  hand.points(0, true);
  expect(hand.waitMs(1_000)).toBeGreaterThan(0);
  hand.points(1_000, false);
  expect(hand.waitMs(1_000)).toBe(0);
});

test("a pointer that has lain still for ten seconds is in nobody's hand", () => {
  const hand = new Hand();
  hand.points(0, true);
  hand.points(4_000, true);
  expect(hand.waitMs(13_999)).toBe(1);
  expect(hand.waitMs(14_000)).toBe(0);
});

test("while something is carried the desk stays, on it or beside it, however long", () => {
  const hand = new Hand();
  hand.points(0, true, true);
  expect(hand.waitMs(60_000)).toBeNull();
  hand.points(60_000, false, true);
  expect(hand.waitMs(60_000)).toBeNull();
  hand.points(60_000, false);
  expect(hand.waitMs(60_000)).toBe(0);
});

test("a press beside the desk may be followed by a second one", () => {
  const hand = new Hand();
  hand.points(0, false, true);
  hand.letsGo(1_000, false);
  expect(hand.waitMs(1_200)).toBe(300);
  expect(hand.waitMs(1_500)).toBe(0);
});

test("a finger that was lifted points at nothing; a mouse still does", () => {
  const [finger, mouse] = [new Hand(), new Hand()];
  for (const hand of [finger, mouse]) hand.points(0, true, true);
  finger.letsGo(0, true);
  mouse.letsGo(0, false);
  expect(finger.waitMs(500)).toBe(0);
  expect(mouse.waitMs(500)).toBeGreaterThan(0);
});

test("who types has let go of the pointer; who holds Shift for a press has not", () => {
  const hand = new Hand();
  hand.points(0, true);
  hand.types("Shift");
  expect(hand.waitMs(0)).toBeGreaterThan(0);
  hand.types("j");
  expect(hand.waitMs(0)).toBe(0);
});
