import { describe, expect, it } from "vitest";
import { fixOf, indexOf, readPlaces, timeOf } from "./places";
import { placesMessage } from "./testing";

const person = "019aa111-2233-7455-8677-8899aabbccdd";
const patrol = "019bb111-2233-7455-8677-8899aabbccdd";

describe("a frame of places", () => {
  const names = [{ index: 7, person, patrol }];
  const places = [
    { index: 7, lon: 120.2512345, lat: -29.7512345, ms: -61_000, accuracy: 45, battery: 80 },
    { index: 4_000_000_000, ms: 500 },
  ];

  it("says who and where", () => {
    const frame = readPlaces(placesMessage({ seq: 9, cursor: "17~1:2:", names, places }));
    expect(frame).toMatchObject({ seq: 9, cursor: "17~1:2:", type: "places", names });
    expect(fixOf(frame!.places, 0)).toEqual({
      place: [120.2512345, -29.7512345],
      at: "2026-11-22T23:58:59.000Z",
      accuracy_m: 4.5,
      speed_ms: null,
      heading_deg: null,
      battery: 80,
    });
    expect([indexOf(frame!.places, 0), indexOf(frame!.places, 1)]).toEqual([7, 4_000_000_000]);
    expect(timeOf(frame!.places, 1)).toBe(Date.parse("2026-11-23T00:00:00.500Z"));
    expect(fixOf(frame!.places, 1)).toMatchObject({ accuracy_m: null, battery: null });
  });

  it("is none of ours when its length or version is another", () => {
    const whole = placesMessage({ seq: 1, names, places });
    for (let length = 0; length < whole.byteLength; length++) expect(readPlaces(whole.slice(0, length))).toBeUndefined();
    const newer = whole.slice(0);
    new DataView(newer).setUint16(4, 2, true);
    expect(readPlaces(newer)).toBeUndefined();
    new DataView(newer).setUint16(4, 1, true);
    new DataView(newer).setUint16(6, 5, true);
    expect(readPlaces(newer)).toBeUndefined();
  });
});
