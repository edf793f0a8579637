import { describe, expect, it } from "vitest";
import type { Area, Gap, Lead, Track } from "../api/types";
import { areaNames, areaShapes, leadPoints, trackShapes } from "./features";

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
