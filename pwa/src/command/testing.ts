/** Made-up things for tests of the room. */

import type { Lead } from "../api/types";

export function lead(other: Partial<Lead> & { id: string }): Lead {
  return {
    state: "reported",
    category: "stall",
    category_name_zh: "占道经营",
    category_name_en: "Street stall",
    place: { type: "Point", coordinates: [120.3, 29.8] },
    place_source: "pin",
    accuracy_m: null,
    address: "",
    note: "",
    town_code: "330681109",
    town_name: "枫桥镇",
    duty_zone_id: null,
    duty_zone_name: null,
    reported_by: "00000000-0000-7000-8000-000000000001",
    reported_by_name: "队员01",
    patrol_id: null,
    captured_at: "2026-11-25T08:00:00Z",
    received_at: "2026-11-25T08:00:00Z",
    assigned_to: null,
    assigned_to_name: null,
    objection: null,
    urgent: false,
    delivered_at: null,
    opened_at: null,
    has_news: false,
    media_total: 0,
    media_copies: 0,
    media_received: 0,
    revision: 1,
    ...other,
  } as Lead;
}

export type Told = { index: number; lon?: number; lat?: number; ms?: number; accuracy?: number; battery?: number };

/** A binary frame of the live line as the server makes it; base is 2026-11-23T00:00:00Z. */
export function placesMessage(frame: {
  seq: number;
  cursor?: string;
  names?: { index: number; person: string; patrol: string }[];
  places?: Told[];
}): ArrayBuffer {
  const { seq, cursor = "c", names = [], places = [] } = frame;
  const told = Math.ceil(cursor.length / 4) * 4;
  const view = new DataView(new ArrayBuffer(24 + told + 36 * names.length + 24 * places.length));
  view.setUint32(0, seq, true);
  view.setUint16(4, 1, true);
  view.setUint16(6, told, true);
  view.setUint32(8, names.length, true);
  view.setUint32(12, places.length, true);
  view.setFloat64(16, Date.parse("2026-11-23T00:00:00Z"), true);
  [...cursor.padEnd(told)].forEach((letter, i) => view.setUint8(24 + i, letter.charCodeAt(0)));
  let at = 24 + told;
  for (const { index, person, patrol } of names) {
    view.setUint32(at, index, true);
    for (const [from, id] of [[at + 4, person], [at + 20, patrol]] as const) {
      const hex = id.replaceAll("-", "");
      for (let i = 0; i < 16; i++) view.setUint8(from + i, Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
    }
    at += 36;
  }
  for (const { index, lon = 120.25, lat = 29.75, ms = 0, accuracy = 65535, battery = 255 } of places) {
    view.setUint32(at, index, true);
    view.setInt32(at + 4, Math.round(lon * 1e7), true);
    view.setInt32(at + 8, Math.round(lat * 1e7), true);
    view.setInt32(at + 12, ms, true);
    view.setUint16(at + 16, accuracy, true);
    view.setUint16(at + 18, 65535, true);
    view.setUint16(at + 20, 65535, true);
    view.setUint8(at + 22, battery);
    at += 24;
  }
  return view.buffer;
}
