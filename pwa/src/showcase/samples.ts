/** Made-up things to fill the components with. */

import type { Alarm, Lead, LeadDetail, Media, Officer, Step } from "../api/types";
import type { LocalPatrol, Medium, Op, Trouble } from "../store/records";
import type { LeadItem, PatrolItem, Stage } from "../sync/overview";

export const NOW = Date.now();
export const ago = (minutes: number) => NOW - minutes * 60_000;
const when = (minutes: number) => new Date(ago(minutes)).toISOString();
export const sampleId = (n: number) => `019b0000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const PLACE = { type: "Point", coordinates: [120.236, 29.713] } as Lead["place"];

export function sampleLead(n: number, other: Partial<Lead> = {}): Lead {
  return {
    id: sampleId(n),
    state: "reported",
    category: "stall",
    category_name_zh: "占道经营",
    category_name_en: "Street stall",
    place: PLACE,
    place_source: "own_fix",
    accuracy_m: 8,
    address: "枫桥镇步森大道与和平路交叉口东南角",
    note: "店外堆放货物，占用人行道约两米。",
    town_code: "330681109",
    town_name: "枫桥镇",
    duty_zone_id: sampleId(900),
    duty_zone_name: "枫桥镇一区",
    reported_by: sampleId(801),
    reported_by_name: "网格员01",
    patrol_id: null,
    captured_at: when(n * 7),
    received_at: when(n * 7),
    assigned_to: null,
    assigned_to_name: null,
    objection: null,
    urgent: false,
    delivered_at: null,
    opened_at: null,
    has_news: false,
    media_total: 3,
    media_copies: 0,
    media_received: 2,
    revision: 1,
    ...other,
  };
}

function step(n: number, kind: Step["kind"], other: Partial<Step> = {}): Step {
  const at = when(60 - n * 9);
  return {
    id: sampleId(700 + n),
    kind,
    at,
    received_at: at,
    actor_id: sampleId(802),
    actor_name: "指挥员01",
    reason: null,
    assignee_id: null,
    assignee_name: null,
    media: [],
    ...other,
  };
}

export const STEPS: Step[] = [
  step(0, "reported", { actor_name: "网格员01", received_at: when(20), media: [sampleId(1)] }),
  step(1, "accepted"),
  step(2, "assigned", { assignee_id: sampleId(803), assignee_name: "队员01" }),
  step(3, "set_out", { actor_name: "队员01" }),
  step(4, "handled", { actor_name: "队员01", reason: "货物已搬回店内，已提醒店主。" }),
  step(5, "rejected", { reason: "与上一条为同一处。" }),
];

export function sampleMedia(n: number, other: Partial<Media> = {}): Media {
  return {
    id: sampleId(n),
    lead_id: sampleId(1),
    captured_by: sampleId(804),
    state: "received",
    sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    size: 2_400_000,
    received_bytes: 2_400_000,
    mime: "image/jpeg",
    detected_mime: "image/jpeg",
    filename: `IMG_000${n}.jpg`,
    source: "camera",
    role: "original",
    derived_from: null,
    captured_at: when(9),
    fix: null,
    preview: "none",
    preview_reason: "truncated",
    width: 4000,
    height: 3000,
    verified_at: when(8),
    ...other,
  };
}

export const LEAD_WITH_MEDIA: LeadDetail = {
  ...sampleLead(1),
  fix: null,
  steps: STEPS,
  media: [
    sampleMedia(1),
    sampleMedia(2, { state: "uploading", received_bytes: 900_000, preview: "pending" }),
    sampleMedia(3, { state: "declared", received_bytes: 0, preview: "pending" }),
    sampleMedia(4, { state: "verifying", preview: "pending" }),
    sampleMedia(5, { state: "mismatch" }),
    sampleMedia(6, { mime: "video/mp4", detected_mime: "video/mp4", preview_reason: "video" }),
    sampleMedia(7, { role: "annotated", derived_from: sampleId(1) }),
  ],
};

export function sampleOfficer(n: number, other: Partial<Officer> = {}): Officer {
  return {
    person_id: sampleId(800 + n),
    person_name: `队员${String(n).padStart(2, "0")}`,
    squad: "枫桥中队",
    patrol_id: sampleId(600 + n),
    patrol_state: "running",
    place: [120.236, 29.713],
    at: when(0),
    accuracy_m: 9,
    speed_ms: 1.2,
    heading_deg: 90,
    battery: 64,
    town_code: "330681109",
    ...other,
  };
}

export const OFFICERS: Officer[] = [
  sampleOfficer(1),
  sampleOfficer(2, { at: when(3), battery: 12 }),
  sampleOfficer(3, { at: when(12) }),
  sampleOfficer(4, { patrol_state: "paused", at: when(6) }),
  sampleOfficer(5, { place: null, at: null, accuracy_m: null, battery: null }),
];

export function sampleAlarm(n: number, other: Partial<Alarm> = {}): Alarm {
  return {
    id: sampleId(500 + n),
    kind: "sos",
    state: "raised",
    person_id: sampleId(801),
    person_name: "队员01",
    squad: "枫桥中队",
    patrol_id: sampleId(601),
    town_code: "330681109",
    town_name: "枫桥镇",
    duty_zone_id: sampleId(900),
    duty_zone_name: "枫桥镇一区",
    place: PLACE,
    accuracy_m: 12,
    fix_at: when(1),
    battery: 41,
    at: when(1),
    received_at: when(1),
    note: "",
    revision: 1,
    steps: [],
    ...other,
  };
}

export function samplePatrol(other: Partial<LocalPatrol> = {}): LocalPatrol {
  return {
    id: sampleId(601),
    person_id: sampleId(801),
    squad: "枫桥中队",
    duty_zone_id: sampleId(900),
    duty_zone_name: "枫桥镇一区",
    vehicle: null,
    state: "running",
    started_at: ago(83),
    ended_at: null,
    paused_at: null,
    paused_ms: 0,
    next_seq: 400,
    distance_m: 4_260,
    anchor: null,
    last: { at: NOW, lon: 120.236, lat: 29.713, accuracy_m: 8 },
    gaps: [],
    cause: "none",
    battery: 64,
    ...other,
  };
}

function op(n: number, other: Partial<Op>): Op {
  return {
    n,
    id: sampleId(n),
    kind: "lead",
    entity: sampleId(n),
    needs: null,
    person_id: sampleId(801),
    path: "",
    about: { category: "stall", address: "枫桥镇步森大道" },
    bytes: 0,
    film: false,
    state: "waiting",
    phase: "send",
    attempts: 0,
    not_before: 0,
    created_at: ago(n),
    frozen_at: null,
    done_at: null,
    trouble: null,
    ...other,
  };
}

export const REFUSED: Trouble = {
  status: 422,
  code: "invalid",
  zh: "地点不在诸暨市范围内。",
  en: "The place is not within Zhuji.",
  fields: ["place"],
};

export function sampleItem(n: number, stage: Stage, trouble: Trouble | null = null): LeadItem {
  const state: Op["state"] =
    stage === "received" ? "done" : stage === "attention" || stage === "conflict" ? stage : "waiting";
  const frozen_at = stage === "saved" ? null : ago(1);
  const main = op(n, { state, frozen_at, trouble });
  const film = n === 2;
  const media = [op(n + 50, { kind: "medium", needs: main.id, bytes: 2_400_000, state, frozen_at, film })];
  const { id, created_at } = main;
  const about = { category: "占道经营", address: "枫桥镇步森大道与和平路交叉口" };
  return { id, about, created_at, stage, done: 0, total: 1, trouble, not_before: 0, op: main, media };
}

export function samplePatrolItem(n: number, stage: Stage, other: Partial<PatrolItem> = {}): PatrolItem {
  return {
    id: sampleId(600 + n),
    created_at: ago(83),
    stage,
    events: 0,
    points: 0,
    refused_points: 0,
    trouble: null,
    ops: [],
    ...other,
  };
}

export function sampleMedium(n: number, other: Partial<Medium> = {}): Medium {
  return {
    id: sampleId(n),
    lead_id: sampleId(1),
    person_id: sampleId(801),
    sha256: "",
    size: 2_400_000,
    mime: "image/jpeg",
    filename: `IMG_000${n}.jpg`,
    source: "camera",
    captured_at: when(n),
    fix: null,
    thumbnail: null,
    parts: 1,
    ...other,
  };
}

/** A picture made here: hills and a road. */
export async function samplePicture(): Promise<ArrayBuffer> {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [320, 240];
  const pen = canvas.getContext("2d")!;
  for (const [colour, top] of [["#a9c9dd", 0], ["#5f8f6d", 110], ["#8a8f92", 170], ["#d8d2c4", 196]] as const) {
    pen.fillStyle = colour;
    pen.fillRect(0, top, 320, 240 - top);
  }
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg"));
  return blob!.arrayBuffer();
}
