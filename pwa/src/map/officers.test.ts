import { describe, expect, it } from "vitest";
import type { Officer } from "../api/types";
import { changesOf, markFeatures, officerMarks } from "./officers";

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

const marks = (...officers: Officer[]) => officerMarks(officers, now);

describe("officers on the map", () => {
  it("look as fresh as their last fix", () => {
    const at = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
    const some = marks(officer({}), officer({ person_id: "b", at: at(3) }), officer({ person_id: "c", at: at(30) }));
    expect([...some.values()].map(({ icon }) => icon)).toEqual(["officer-fresh", "officer-late", "officer-stale"]);
  });

  it("say that they pause rather than that their fix is old", () => {
    expect(marks(officer({ patrol_state: "paused", at: null })).get("a")?.icon).toBe("officer-paused");
  });

  it("are not drawn anywhere when nobody knows where they are", () => {
    expect(marks(officer({ place: null, at: null })).size).toBe(0);
  });

  it("have a circle as wide as the phone was unsure, and none when it did not say", () => {
    const ring = (more: Partial<Officer>) => marks(officer(more)).get("a")!.ring;
    expect(ring({ accuracy_m: null })).toBe(0);
    // At the equator a pixel of zoom 15 is 2.388 m.
    expect(ring({ place: [120, 0], accuracy_m: 23.88 }) * 2 ** 15).toBeCloseTo(10, 1);
    expect(ring({ place: [120, 60], accuracy_m: 23.88 }) * 2 ** 15).toBeCloseTo(20, 1);
  });
});

describe("what has changed", () => {
  const before = marks(officer({}), officer({ person_id: "b" }), officer({ person_id: "c" }));

  it("is nothing when nobody has moved and no look is another", () => {
    expect(changesOf(before, marks(officer({}), officer({ person_id: "b" }), officer({ person_id: "c" })))).toBeNull();
  });

  it("names only who moved, came, left or looks different", () => {
    const late = "2026-11-23T07:57:00Z";
    const after = marks(
      officer({ place: [120.1, 29] }),
      officer({ person_id: "b", at: late }),
      officer({ person_id: "d", place: [121, 30], accuracy_m: null }),
    );
    expect(changesOf(before, after)).toEqual({
      update: [
        { id: "a", newGeometry: { type: "Point", coordinates: [120.1, 29] } },
        { id: "b", addOrUpdateProperties: [{ key: "icon", value: "officer-late" }] },
      ],
      add: markFeatures(marks(officer({ person_id: "d", place: [121, 30], accuracy_m: null }))).features,
      remove: ["c"],
    });
  });
});
