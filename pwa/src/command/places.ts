/**
 * Binary frames of the live line: where officers are. Little endian: u32 seq, u16 version, u16 bytes of cursor, u32 names,
 * u32 places, f64 base (epoch ms), cursor, names (u32 index, person and patrol of 16 bytes each), places of 24 bytes:
 * u32 index, i32 longitude and latitude in 1e-7 degrees, i32 ms from the base, u16 accuracy in dm, u16 speed in cm/s,
 * u16 heading in 0.1 degrees, u8 battery, one spare.
 */

import type { Officer } from "../api/types";

export type Name = { index: number; person: string; patrol: string };
/** The places as they came: read through, not turned into an object each. */
export type Places = { count: number; base: number; words: Int32Array; halves: Uint16Array; bytes: Uint8Array };
export type PlacesFrame = { seq: number; cursor: string; type: "places"; names: readonly Name[]; places: Places };

/** What a place says of an officer. */
export type Fix = Pick<Officer, "place" | "at" | "accuracy_m" | "speed_ms" | "heading_deg" | "battery">;

const VERSION = 1;
const HEAD = 24;
const NAME = 36;
const PLACE = 24;
const UNKNOWN = 65535;
const NO_BATTERY = 255;
const DEGREE = 1e7;

/** The frame in a binary message; undefined when it is none of ours, which a newer server may send. */
export function readPlaces(data: ArrayBuffer): PlacesFrame | undefined {
  if (data.byteLength < HEAD) return undefined;
  const view = new DataView(data);
  const [told, names, count] = [view.getUint16(6, true), view.getUint32(8, true), view.getUint32(12, true)];
  const namesAt = HEAD + told;
  const at = namesAt + names * NAME;
  if (view.getUint16(4, true) !== VERSION || told % 4 !== 0 || data.byteLength !== at + count * PLACE) return undefined;
  return {
    seq: view.getUint32(0, true),
    cursor: String.fromCharCode(...new Uint8Array(data, HEAD, told)).trimEnd(),
    type: "places",
    names: Array.from({ length: names }, (_, n) => nameAt(view, namesAt + n * NAME)),
    places: {
      count,
      base: view.getFloat64(16, true),
      words: new Int32Array(data, at),
      halves: new Uint16Array(data, at),
      bytes: new Uint8Array(data, at),
    },
  };
}

function nameAt(view: DataView, at: number): Name {
  return { index: view.getUint32(at, true), person: uuidAt(view, at + 4), patrol: uuidAt(view, at + 20) };
}

function uuidAt(view: DataView, at: number): string {
  const hex = (from: number, bytes: number) => {
    let text = "";
    for (let i = from; i < from + bytes; i++) text += HEX[view.getUint8(at + i)];
    return text;
  };
  return `${hex(0, 4)}-${hex(4, 2)}-${hex(6, 2)}-${hex(8, 2)}-${hex(10, 6)}`;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function indexOf({ words }: Places, n: number): number {
  return words[n * 6]! >>> 0;
}

/** When it was taken, epoch ms. */
export function timeOf({ base, words }: Places, n: number): number {
  return base + words[n * 6 + 3]!;
}

export function fixOf(places: Places, n: number): Fix {
  const { words, halves, bytes } = places;
  const battery = bytes[n * PLACE + 22]!;
  return {
    place: [words[n * 6 + 1]! / DEGREE, words[n * 6 + 2]! / DEGREE],
    at: new Date(timeOf(places, n)).toISOString(),
    accuracy_m: known(halves[n * 12 + 8]!, 10),
    speed_ms: known(halves[n * 12 + 9]!, 100),
    heading_deg: known(halves[n * 12 + 10]!, 10),
    battery: battery === NO_BATTERY ? null : battery,
  };
}

function known(value: number, perUnit: number): number | null {
  return value === UNKNOWN ? null : value / perUnit;
}
