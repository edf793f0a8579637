/** Fixes as they are stored and sent: 20 bytes each behind a header of 24, little endian. Pure. */

import { CAUSES, type Cause } from "../store/records";

export const HEADER_BYTES = 24;
export const RECORD_BYTES = 20;
export const MAX_POINTS = 1000;
const DEGREE = 10_000_000;
const UNKNOWN = 65535;
const BATTERY_UNKNOWN = 255;
const CHARGING = 0b1_0000;

/** One fix; `null` where the phone does not say. `cause`: why there were none before it. */
export type PackedFix = {
  at: number;
  lon: number;
  lat: number;
  accuracy_m: number | null;
  speed_ms: number | null;
  heading_deg: number | null;
  cause: Cause;
  charging: boolean;
  /** 0 to 100 */
  battery: number | null;
};

/** The record of a fix. `t0`: epoch ms that its time is counted from; a fix before it cannot be packed. */
export function packFix(fix: PackedFix, t0: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(RECORD_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, fix.at - t0, true);
  view.setInt32(4, Math.round(fix.lon * DEGREE), true);
  view.setInt32(8, Math.round(fix.lat * DEGREE), true);
  view.setUint16(12, scaled(fix.accuracy_m, 10), true);
  view.setUint16(14, scaled(fix.speed_ms, 100), true);
  view.setUint16(16, heading(fix.heading_deg), true);
  view.setUint16(18, flags(fix), true);
  return bytes;
}

function scaled(value: number | null, factor: number): number {
  if (value === null || !Number.isFinite(value) || value < 0) return UNKNOWN;
  return Math.min(UNKNOWN - 1, Math.round(value * factor));
}

function heading(degrees: number | null): number {
  return degrees === null || !Number.isFinite(degrees) ? UNKNOWN : Math.round((((degrees % 360) + 360) % 360) * 10);
}

function flags({ cause, charging, battery }: PackedFix): number {
  const level = battery === null ? BATTERY_UNKNOWN : Math.max(0, Math.min(100, Math.round(battery)));
  return CAUSES.indexOf(cause) | (charging ? CHARGING : 0) | (level << 8);
}

/** A batch as it is sent: the header, then the records as they were stored. */
export function packBatch(firstSeq: number, t0: number, sentAt: number, records: ArrayBuffer): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER_BYTES + records.byteLength);
  const view = new DataView(bytes.buffer);
  bytes.set([0x46, 0x58, 0x54, 0x31]);
  view.setUint32(4, firstSeq, true);
  view.setBigInt64(8, BigInt(Math.round(t0)), true);
  view.setBigInt64(16, BigInt(Math.round(sentAt)), true);
  bytes.set(new Uint8Array(records), HEADER_BYTES);
  return bytes;
}

/** When the last fix of these records was taken, epoch ms. */
export function lastTime(t0: number, records: ArrayBuffer): number {
  return records.byteLength < RECORD_BYTES
    ? t0
    : t0 + new DataView(records).getUint32(records.byteLength - RECORD_BYTES, true);
}

/** Two stretches of records as one. */
export function joined(pieces: readonly (ArrayBuffer | Uint8Array<ArrayBuffer>)[]): ArrayBuffer {
  const out = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.byteLength, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(new Uint8Array(piece instanceof Uint8Array ? piece : piece), at);
    at += piece.byteLength;
  }
  return out.buffer;
}
