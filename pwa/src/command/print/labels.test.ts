import { describe, expect, it } from "vitest";
import type { LonLat } from "../../map/geometry";
import { labels } from "./labels";

const plan = { to: ([lon, lat]: LonLat): [number, number] => [lon, lat] };
const size = { width: 600, height: 300 };
const street = (name: string, ...line: LonLat[]) => ({ name, line });

describe("names on a sketch", () => {
  it("stand once, in the middle of the longest piece of their street, along it", () => {
    const streets = [street("人民路", [100, 100], [120, 100]), street("人民路", [200, 100], [300, 200])];
    expect(labels({ streets, places: [] }, plan, size)).toEqual([{ name: "人民路", at: [250, 150], degrees: 45 }]);
  });

  it("are never upside down", () => {
    const back = [street("人民路", [300, 100], [200, 100]), street("工业路", [400, 200], [400, 100])];
    for (const { degrees } of labels({ streets: back, places: [] }, plan, size)) {
      expect(Math.abs(degrees)).toBeLessThanOrEqual(90);
    }
  });

  it("leave out what would lie on another or over the edge, and streets without a name", () => {
    const streets = [
      street("人民路", [200, 100], [300, 100]),
      street("文化路", [210, 102], [290, 102]),
      street("边界路", [560, 100], [640, 100]),
      street("", [100, 200], [300, 200]),
    ];
    expect(labels({ streets, places: [] }, plan, size).map(({ name }) => name)).toEqual(["人民路"]);
  });

  it("tell places where streets leave room", () => {
    const streets = [street("人民路", [200, 100], [300, 100])];
    const places = [
      { name: "派出所", at: [255, 105] as LonLat },
      { name: "卫生院", at: [400, 200] as LonLat },
    ];
    expect(labels({ streets, places }, plan, size).map(({ name }) => name)).toEqual(["人民路", "卫生院"]);
  });
});
