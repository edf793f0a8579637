import { describe, expect, test } from "vitest";
import type { Category } from "../api/types";
import { found, mostUsed, ownFirst } from "./categories";
import { hashInPieces, hashOf } from "./hash";
import { mimeOf, photoName, refusal } from "./intake";
import { fixOf } from "./own_fix";

const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

function source(bytes: Uint8Array<ArrayBuffer>) {
  return { size: bytes.length, slice: async (start: number, end: number) => bytes.slice(start, end).buffer };
}

describe("the hash of what was captured", () => {
  const abc = new TextEncoder().encode("abc");
  test("is SHA-256", async () => expect(await hashOf(source(abc))).toBe(ABC));
  test("is the same in pieces of any size", async () => {
    expect(await hashInPieces(source(abc), 1)).toBe(ABC);
    expect(await hashInPieces(source(abc), 2)).toBe(ABC);
    expect(await hashInPieces(source(new Uint8Array(0)), 4)).toBe(EMPTY);
  });
  test("in pieces equals the one in one go", async () => {
    const bytes = new Uint8Array(300_000).map((_, i) => i % 249);
    expect(await hashInPieces(source(bytes), 65_536)).toBe(await hashOf(source(bytes)));
  });
});

describe("a category is found", () => {
  const category = (code: string, name_zh: string, order: number, keywords: string[]): Category => ({
    code,
    name_zh,
    name_en: code,
    dominant: false,
    event_code: "330681" + order,
    order,
    keywords,
  });
  const all = [
    category("waste", "暴露垃圾", 102, ["bllj", "垃圾", "laji"]),
    category("fumes", "油烟污染", 116, ["yywr"]),
    category("car", "废弃车辆", 107, ["fqcl"]),
  ];
  const codes = (query: string) => found(all, query).map(({ code }) => code);
  test("by name", () => expect(codes("油烟")).toEqual(["fumes"]));
  test("by initials, in either case", () => expect(codes("BLL")).toEqual(["waste"]));
  test("by the last of its initials", () => expect(codes("lj")).toEqual(["waste"]));
  test("by a word in the midst of others", () => expect(codes("路边垃圾堆")).toEqual(["waste"]));
  test("by a whole word in pinyin", () => expect(codes("laji")).toEqual(["waste"]));
  test("by its code", () => expect(codes("330681107")).toEqual(["car"]));
  test("in order when nothing is asked for", () => expect(codes(" ")).toEqual(["waste", "car", "fumes"]));
  test("not when it is not there", () => expect(codes("xyz")).toEqual([]));
  test("one's own first, the rest in its order", () => {
    const first = (...rest: [string[], number?]) => ownFirst(all, ...rest).map(({ code }) => code);
    expect(first([])).toEqual(["waste", "car", "fumes"]);
    expect(first(["fumes", "unknown"])).toEqual(["fumes", "waste", "car"]);
    expect(first(["unknown", "fumes", "car"], 1)).toEqual(["fumes", "waste", "car"]);
  });
});

describe("what somebody uses most", () => {
  const used = (...codes: string[]) => codes.map((code, n) => ({ id: `${n}`, code, at: n }));
  test("stands first, of equally many what was used last", () => {
    expect(mostUsed(used("car", "waste", "car", "fumes"))).toEqual(["car", "fumes", "waste"]);
    expect(mostUsed([])).toEqual([]);
  });
  test("is counted once where phone and server tell the same, as the server has it", () => {
    const twice = [...used("car", "waste"), { id: "0", code: "waste", at: 0 }];
    expect(mostUsed(twice)).toEqual(["waste"]);
  });
  test("is told by the last twenty reports", () => {
    expect(mostUsed(used(...Array(30).fill("car"), ...Array(11).fill("waste")))).toEqual(["waste", "car"]);
    expect(mostUsed(used(...Array(30).fill("car"), ...Array(20).fill("waste")))).toEqual(["waste"]);
  });
  test("is the same whichever way it was read", () => {
    const all = [...used("car", "waste", "car", "fumes"), { id: "x", code: "", at: 9 }];
    expect(mostUsed([...all].reverse())).toEqual(mostUsed(all));
  });
});

test("files are refused when there is nothing in them or too much", () => {
  expect([refusal(0), refusal(1), refusal(500 << 20), refusal((500 << 20) + 1)]).toEqual([
    "empty",
    null,
    null,
    "too_large",
  ]);
});

test("a type is passed on only if it is one", () => {
  expect([mimeOf("image/JPEG"), mimeOf("video/mp4; codecs=avc1"), mimeOf(""), mimeOf("nonsense")]).toEqual([
    "image/jpeg",
    "video/mp4",
    "application/octet-stream",
    "application/octet-stream",
  ]);
});

test("a photo is named by the wall clock of the place", () => {
  expect(photoName(Date.UTC(2026, 10, 23, 17, 5, 9), 3)).toBe("20261124-010509-03.jpg");
});

test("a fix is bound to a capture with its age", () => {
  const reading = { at: 5000, lon: 120, lat: 29, accuracy_m: 8, altitude_m: 30_000, speed_ms: null, heading_deg: null };
  expect(fixOf(reading, 7500)).toEqual({
    lon: 120,
    lat: 29,
    accuracy_m: 8,
    altitude_m: 20_000,
    age_ms: 2500,
    at: "1970-01-01T00:00:05.000Z",
  });
});
