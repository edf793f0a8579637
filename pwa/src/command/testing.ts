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
    media_total: 0,
    media_received: 0,
    revision: 1,
    ...other,
  } as Lead;
}
