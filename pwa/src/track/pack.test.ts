import { expect, test } from "vitest";
import { hex } from "../store/bytes";
import { joined, lastTime, packBatch, packFix, type PackedFix } from "./pack";

const FIX: PackedFix = {
  at: 1_795_400_001_500,
  lon: 120.3,
  lat: 29.79,
  accuracy_m: 8,
  speed_ms: 1.25,
  heading_deg: 90,
  cause: "none",
  charging: false,
  battery: 87,
};
const T0 = 1_795_400_000_000;

// Made by Python's struct: pack("<IiiHHHH", ...) and pack("<4sIqq", ...).
test("a fix is these twenty bytes", () => {
  //                                  dt 1500  lon*1e7  lat*1e7  acc  spd  head flags
  expect(hex(packFix(FIX, T0))).toBe("dc050000" + "c052b447" + "e097c111" + "5000" + "7d00" + "8403" + "0057");
});

test("the last of several records says when it was taken", () => {
  const records = joined([packFix({ ...FIX, at: T0 + 1 }, T0), packFix(FIX, T0)]);
  expect([lastTime(T0, records), lastTime(T0, new ArrayBuffer(0))]).toEqual([FIX.at, T0]);
});

test("places west and south are negative", () => {
  const bytes = new DataView(packFix({ ...FIX, lon: -120.3, lat: -29.79 }, T0).buffer);
  expect([bytes.getInt32(4, true), bytes.getInt32(8, true)]).toEqual([-1_203_000_000, -297_900_000]);
});

test("what the phone does not say is 65535, and 255 for the battery", () => {
  const unknown = { ...FIX, accuracy_m: null, speed_ms: null, heading_deg: NaN, battery: null };
  expect(hex(packFix(unknown, T0)).slice(24)).toBe("ffff" + "ffff" + "ffff" + "00ff");
});

test("what is beyond the scale stays on it", () => {
  const bytes = new DataView(
    packFix({ ...FIX, accuracy_m: 99_999, speed_ms: -1, heading_deg: 360, battery: 130 }, T0).buffer,
  );
  expect([12, 14, 16].map((at) => bytes.getUint16(at, true))).toEqual([65534, 65535, 0]);
  expect(bytes.getUint16(18, true) >> 8).toBe(100);
});

test.each([
  ["none", 0],
  ["hidden", 1],
  ["permission", 2],
  ["battery", 3],
  ["no_fix", 4],
  ["paused", 5],
  ["app_closed", 6],
  ["unknown", 7],
] as const)("the gap %s is %i in the flags", (cause, code) => {
  const flags = new DataView(packFix({ ...FIX, cause, charging: true }, T0).buffer).getUint16(18, true);
  expect([flags & 7, flags & 8, flags & 16]).toEqual([code, 0, 16]);
});

test("a batch is its header and the records as they were stored", () => {
  const batch = packBatch(50, T0, T0 + 2000, packFix(FIX, T0).buffer);
  expect(hex(batch.subarray(0, 24))).toBe("46585431" + "32000000" + "00e22d06a2010000" + "d0e92d06a2010000");
  expect(hex(batch.subarray(24))).toBe(hex(packFix(FIX, T0)));
});

test("records are joined in order", () => {
  expect(hex(joined([new Uint8Array([1, 2]), new Uint8Array([3]).buffer]))).toBe("010203");
});
