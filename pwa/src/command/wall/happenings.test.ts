import { describe, expect, it } from "vitest";
import type { Alarm, Lead, Patrol } from "../../api/types";
import { NOTHING, type Live } from "../state";
import { soFar, withChange } from "./happenings";

const NOW = Date.parse("2026-11-23T08:00:00Z");
const lead = (id: string, state: Lead["state"] = "reported", revision = 1) =>
  ({ id, state, revision, received_at: `2026-11-23T07:0${id}:00Z` }) as Lead;
const patrol = (id: string) => ({ id, started_at: "2026-11-23T06:00:00Z", duty_zone_name: "东片", squad: "一组" }) as Patrol;
const alarm = (...kinds: Alarm["state"][]) =>
  ({ id: "a", steps: kinds.map((kind, n) => ({ id: `${n}`, kind, received_at: `2026-11-23T07:3${n}:00Z` })) }) as Alarm;
const live = (leads: Lead[], patrols: Patrol[] = [], alarms: Alarm[] = []): Live => ({
  ...NOTHING,
  leads: new Map(leads.map((each) => [each.id, each])),
  patrols: new Map(patrols.map((each) => [each.id, each])),
  alarms: new Map(alarms.map((each) => [each.id, each])),
});
const keys = (list: readonly { key: string }[]) => list.map(({ key }) => key);

describe("what happened last", () => {
  const before = live([lead("1"), lead("2")], [patrol("p")], [alarm("raised")]);
  it("is told newest first from what is known", () => {
    expect(keys(soFar(before))).toEqual(["0", "2 reported", "1 reported", "p begins"]);
  });
  it("goes on with every change, once", () => {
    const after = live([lead("1", "accepted", 2), lead("2"), lead("3")], [], [alarm("raised", "seen")]);
    const list = withChange(soFar(before), before, after, NOW);
    expect(keys(list).slice(0, 4).sort()).toEqual(["0", "1", "1 accepted 2", "p ends"]);
    expect(keys(list)).toContain("3 reported");
    expect(withChange(list, before, after, NOW + 1)).toBe(list);
  });
  it("changes nothing when nothing has changed", () => {
    const list = soFar(before);
    expect(withChange(list, before, before, NOW)).toBe(list);
  });
  it("keeps the last twelve", () => {
    const many = live(Array.from({ length: 30 }, (_, n) => ({ ...lead("1"), id: `${n}` })));
    expect(soFar(many)).toHaveLength(12);
  });
});
