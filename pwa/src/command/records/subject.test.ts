import { expect, test } from "vitest";
import { hasHistory, isOnMap, patrolOf } from "./subject";

const ROOM = { permissions: { "live.watch": "town", "patrol.read": "town" } } as const;
const OFFICER = { permissions: { "alarm.read": "own" } } as const;
const PLACE = { type: "Point", coordinates: [120.2, 29.7] } as const;

test("an alarm is on the map when it has a place or a patrol, for those who have a map", () => {
  expect(isOnMap({ place: { ...PLACE, coordinates: [120.2, 29.7] }, patrol_id: null }, ROOM)).toBe(true);
  expect(isOnMap({ place: null, patrol_id: "p" }, ROOM)).toBe(true);
  expect(isOnMap({ place: null, patrol_id: null }, ROOM)).toBe(false);
  expect(isOnMap({ place: null, patrol_id: "p" }, OFFICER)).toBe(false);
});

test("the patrol of an alarm is a page for those who may read patrols", () => {
  expect(patrolOf({ patrol_id: "p" }, ROOM)).toBe("print/patrol/p");
  expect(patrolOf({ patrol_id: null }, ROOM)).toBeNull();
  expect(patrolOf({ patrol_id: "p" }, OFFICER)).toBeNull();
});

test("a file that left the system has no other event", () => {
  expect(hasHistory({ action: "lead.reported" })).toBe(true);
  expect(hasHistory({ action: "leads.exported" })).toBe(false);
});
