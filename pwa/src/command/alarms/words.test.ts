import { expect, test } from "vitest";
import type { Alarm } from "../../api/types";
import { alarmMarks } from "./marks";
import { whereText, whomOf } from "./words";

const ZONE: Alarm = {
  id: "1", kind: "unvisited", state: "raised", person_id: null, person_name: "", squad: null, patrol_id: null,
  town_code: "330681109", town_name: "枫桥镇", duty_zone_id: "2", duty_zone_name: "西片",
  place: { type: "Point", coordinates: [120.3, 29.8] }, accuracy_m: null, fix_at: null, battery: null,
  at: "2026-11-26T00:00:00Z", received_at: "2026-11-26T00:00:00Z", note: "", revision: 1, steps: [],
};

test("an alarm about nobody is about its zone, in its town, and lies there on the map whoever is on duty", () => {
  expect([whomOf(ZONE), whereText(ZONE)]).toEqual(["西片", "枫桥镇"]);
  expect(alarmMarks(new Map([["1", ZONE]]), new Map()).map(({ place }) => place)).toEqual([[120.3, 29.8]]);
});

test("an alarm about somebody is about them, in the zone", () => {
  const theirs: Alarm = { ...ZONE, kind: "left_zone", person_id: "3", person_name: "队员01" };
  expect([whomOf(theirs), whereText(theirs)]).toEqual(["队员01", "西片"]);
});
