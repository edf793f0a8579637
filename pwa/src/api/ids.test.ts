import { expect, test } from "vitest";
import { madeAt, newId } from "./ids";

test("an id is a UUIDv7 of its time", () => {
  const id = newId(Date.UTC(2040, 0, 1));
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(madeAt(id)).toBe(Date.UTC(2040, 0, 1));
});

test("ids are in order, also within a millisecond and when the clock steps back", () => {
  const now = Date.UTC(2041, 0, 1);
  const ids = Array.from({ length: 10_000 }, (_, i) => newId(i < 5000 ? now : now - 60_000));
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});
