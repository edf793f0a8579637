import { describe, expect, test } from "vitest";
import { captureWords } from "../i18n/capture";
import type { Mark } from "../store/records";
import { addressesNear } from "./addresses";
import { pinched } from "./lens";
import { within } from "../ui/stroke";
import { begun, boxOf, drawn, redone, undone } from "./marks";
import { alike, type Candidate } from "./nearby";
import { stampLines } from "./stamp";

await captureWords();

describe("the stamp", () => {
  const at = Date.UTC(2026, 10, 23, 17, 5, 9);
  const fix = { lon: 120.3, lat: 29.79, accuracy_m: 7.6, age_ms: 0, at: "2026-11-23T17:05:09Z" };
  const stamp = { at, fix, zone: "枫桥镇东片勤务区", officer: "队员01", clock_off_ms: 1_000 };
  test("says when on the wall clock of the place, where, how exactly, and who", () =>
    expect(stampLines(stamp)).toEqual([
      "2026-11-24\u00a001:05:09",
      "枫桥镇东片勤务区  北纬 29.790000 东经 120.300000 ±8 米",
      "采集人 队员01",
    ]));
  test("says that the clock is off, or was never compared", () => {
    const first = (clock_off_ms: number | null) => stampLines({ ...stamp, clock_off_ms })[0];
    expect(first(125_000)).toContain("手机时钟快");
    expect(first(-125_000)).toContain("手机时钟慢");
    expect(first(null)).toContain("手机时钟未核对");
  });
  test("does not make a place up", () => expect(stampLines({ ...stamp, fix: null, zone: null })[1]).toBe("无定位"));
});

describe("marks", () => {
  const mark: Mark = { kind: "arrow", colour: "red", from: [0.5, 0.5], to: [0.1, 0.2] };
  test("are taken back and done again", () => {
    const two = drawn(drawn(begun(), mark), { ...mark, kind: "blur" });
    expect(undone(two).done).toEqual([mark]);
    expect(redone(undone(two)).done).toEqual(two.done);
    expect(undone(begun())).toEqual(begun());
    expect(drawn(undone(two), mark).undone).toEqual([]);
  });
  test("are none when the finger slipped", () => expect(drawn(begun(), { ...mark, to: [0.505, 0.5] }).done).toEqual([]));
  test("stay within the picture", () => expect(within([-1, 2])).toEqual([0, 1]));
  test("have a box whichever corner was first", () =>
    expect(boxOf(mark, 100, 200).map(Math.round)).toEqual([10, 40, 40, 60]));
});

describe("the same thing nearby", () => {
  const now = Date.UTC(2026, 10, 23);
  const lead = (id: string, part: Partial<Candidate> = {}): Candidate => ({
    id,
    category: "fumes",
    place: { type: "Point", coordinates: [120.3001, 29.79] },
    captured_at: new Date(now - 60_000).toISOString(),
    address: "",
    state: "reported",
    ...part,
  });
  const ids = (leads: Candidate[]) => alike(leads, "fumes", [120.3, 29.79], now).map((near) => near.lead.id);
  test("is of the same category, close by and not old", () => {
    const far = { type: "Point" as const, coordinates: [120.302, 29.79] as [number, number] };
    const old = new Date(now - 31 * 86_400_000).toISOString();
    const others = [lead("b", { category: "waste" }), lead("c", { place: far }), lead("d", { captured_at: old })];
    expect(ids([lead("a"), ...others])).toEqual(["a"]);
  });
  test("is told once, nearest first, as it was told last", () => {
    const here = { type: "Point" as const, coordinates: [120.3, 29.79] as [number, number] };
    expect(ids([lead("a"), lead("b", { place: here }), lead("a", { state: "accepted" })])).toEqual(["b", "a"]);
  });
});

test("addresses written before are offered from nearby, the nearest first, never the one that stands there", () => {
  const known = [
    { address: "步行街 12 号", place: [120.301, 29.79] as [number, number] },
    { address: "步行街 1 号", place: [120.3, 29.79] as [number, number] },
    { address: "", place: [120.3, 29.79] as [number, number] },
    { address: "店口镇", place: [120.5, 29.79] as [number, number] },
  ];
  expect(addressesNear(known, [120.3, 29.79], "")).toEqual(["步行街 1 号", "步行街 12 号"]);
  expect(addressesNear(known, [120.3, 29.79], "步行街 1 号")).toEqual([]);
  expect(addressesNear(known, null, "店")).toEqual(["店口镇"]);
});

test("two fingers zoom within what the camera can", () => {
  const range = { min: 1, max: 8, step: 0.1, now: 2 };
  expect([pinched(range, 2, 1.5), pinched(range, 2, 9), pinched(range, 2, 0.1)]).toEqual([3, 8, 1]);
});
