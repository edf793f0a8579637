import { expect, test } from "vitest";
import type { Area } from "../api/types";
import { AROUND_ZOOM, AT_PLACE_ZOOM, firstLook } from "./first_look";

const ring = [[120, 29], [121, 29], [121, 30], [120, 30], [120, 29]];
const TOWN = { id: "t", kind: "town", name: "枫桥镇", geometry: { type: "MultiPolygon", coordinates: [[ring]] } } as unknown as Area;
const HERE: [number, number] = [120.5, 29.5];

test("the map begins at the lead that is looked for, near enough to tell houses apart", () => {
  expect(firstLook([120.6, 29.6], HERE, [TOWN])).toEqual({ place: [120.6, 29.6], zoom: AT_PLACE_ZOOM });
});

test("with nothing looked for it begins where one stands", () => {
  expect(firstLook(null, HERE, [TOWN])).toEqual({ place: HERE, zoom: AROUND_ZOOM });
});

test("far from the town, or without a fix, it begins with the whole town", () => {
  expect(firstLook(null, [118, 29], [TOWN])).toBeNull();
  expect(firstLook(null, null, [TOWN])).toBeNull();
});
