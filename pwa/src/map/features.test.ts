import { describe, expect, it } from "vitest";
import type { Area, Gap, Lead, Officer, Track } from "../api/types";
import { accuracyRings, areaNames, areaShapes, leadPoints, officerPoints, trackShapes } from "./features";

const now = Date.parse("2026-11-23T08:00:00Z");
const officer = (more: Partial<Officer>) =>
  ({
    person_id: "a",
    person_name: "队员01",
    place: [120, 29],
    at: "2026-11-23T07:59:50Z",
    accuracy_m: 8,
    ...more,
  }) as Officer;

describe("officers on the map", () => {
  it("look as fresh as their last fix", () => {
    const at = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
    const shapes = officerPoints([officer({}), officer({ at: at(3) }), officer({ at: at(30) })], now);
    expect(shapes.features.map(({ properties }) => properties["icon"])).toEqual([
      "officer-fresh",
      "officer-late",
      "officer-stale",
    ]);
  });

  it("say that they pause rather than that their fix is old", () => {
    const [shape] = officerPoints([officer({ patrol_state: "paused", at: null })], now).features;
    expect(shape?.properties["icon"]).toBe("officer-paused");
  });

  it("are not drawn anywhere when nobody knows where they are", () => {
    expect(officerPoints([officer({ place: null, at: null })], now).features).toEqual([]);
  });

  it("have a circle only when the phone said how sure it was", () => {
    expect(accuracyRings([officer({}), officer({ accuracy_m: null })]).features).toHaveLength(1);
  });
});

describe("leads on the map", () => {
  it("carry state and whether anybody has looked", () => {
    const lead = { id: "one", state: "accepted", place: { type: "Point", coordinates: [120, 29] } } as Lead;
    const [feature] = leadPoints([lead], new Set(["one"])).features;
    expect(feature?.properties).toMatchObject({ icon: "lead-accepted", unseen: true });
  });
});

describe("a track on the map", () => {
  const gap: Gap = {
    from_at: "2026-11-23T07:00:00Z",
    to_at: "2026-11-23T07:03:20Z",
    seconds: 200,
    reason: "hidden",
    from_place: [120.01, 29],
    to_place: [120.02, 29],
  };
  const track: Track = {
    parts: [
      { coordinates: [[120, 29, 0], [120.01, 29, 1000]] },
      { coordinates: [[120.02, 29, 201_000]] },
    ],
    gaps: [gap],
    dropped: [{ lon: 121, lat: 29, at_ms: 500, reason: "jump" }],
  };
  const parts = trackShapes(track, ({ seconds }) => `${seconds} s`).features.map(({ properties }) => properties);

  it("never draws a gap as if it had been walked", () => {
    expect(parts.filter(({ part }) => part === "walked")).toHaveLength(1);
    expect(parts.filter(({ part }) => part === "gap")).toHaveLength(1);
    expect(parts.find(({ part }) => part === "gap_name")).toMatchObject({ name: "200 s" });
  });

  it("shows what was left out, and where it began and ended", () => {
    expect(parts.map(({ part }) => part)).toEqual(["walked", "gap", "gap_name", "dropped", "start", "end"]);
  });

  it("of a patrol without a fix is nothing", () => {
    expect(trackShapes({ parts: [], gaps: [], dropped: [] }, () => "").features).toEqual([]);
  });
});

describe("areas on the map", () => {
  const area = {
    id: "z",
    kind: "duty_zone",
    name: "枫桥一区",
    geometry: { type: "MultiPolygon", coordinates: [[[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]] },
  } as Area;

  it("are named once, inside", () => {
    expect(areaNames([area]).features[0]).toMatchObject({
      geometry: { type: "Point", coordinates: [0.5, 0.5] },
      properties: { name: "枫桥一区" },
    });
    expect(areaShapes([area]).features[0]?.geometry).toBe(area.geometry);
  });
});
