/** What lies on the phone, as it is stored. Times without a unit in their name are epoch milliseconds. */

import type { Fix, LeadDetail, LonLat, MediaRole, MediaSource, Moment, PlaceSource, Uuid } from "../api/types";

/** A lead that is being written. Its id becomes the lead's. */
export type Draft = {
  id: Uuid;
  person_id: Uuid;
  category: string | null;
  place: LonLat | null;
  place_source: PlaceSource;
  /** The phone's own reading when the place was taken. */
  fix: Fix | null;
  address: string;
  note: string;
  urgent?: boolean;
  patrol_id: Uuid | null;
  created_at: number;
  updated_at: number;
  /** Not a lead of its own, but more about this one. */
  step?: DraftStep;
};
export type DraftStep = { lead_id: Uuid; act: "add" | "handle"; about: About };

/** A photo, film or file. Its bytes lie beside it in rows of `PART_BYTES`. */
export type Medium = {
  id: Uuid;
  /** Draft or lead it belongs to. */
  lead_id: Uuid;
  person_id: Uuid;
  sha256: string;
  size: number;
  mime: string;
  filename: string;
  source: MediaSource;
  captured_at: Moment;
  fix: Fix | null;
  /** JPEG of at most 60 KB. */
  thumbnail: ArrayBuffer | null;
  parts: number;
  /** An original where it is not said. */
  role?: MediaRole;
  derived_from?: Uuid | null;
  /** What was drawn onto an annotated picture, to go on from there. */
  marks?: Mark[];
  /** The browser died while it was recorded. */
  cut_short?: boolean;
};

export type MarkKind = "arrow" | "rectangle" | "circle" | "blur";
export type MarkColour = "red" | "blue" | "yellow";
/** Something drawn onto a picture, from one corner to the other; shares of its upright width and height. */
export type Mark = { kind: MarkKind; colour: MarkColour; from: [number, number]; to: [number, number] };

/**
 * `step`: something told of a lead after it was reported. `alarm`: is never held back. `key` and `entry`: whose
 * signatures are whose, and one signed link of the chain of captures.
 */
export type OpKind = "alarm" | "patrol" | "patrol_event" | "lead" | "step" | "medium" | "key" | "entry";
/** `attention`: refused, somebody has to look. `conflict`: the server holds something else under this id. */
export type OpState = "waiting" | "attention" | "conflict" | "done";
/** Why something was refused, as the server said it. */
export type Trouble = { status: number; code: string; zh: string; en: string; fields: string[]; fields_en?: string[] };

/** One thing to send. What is sent is frozen when it is written here. */
export type Op = {
  /** Order of writing; given by the database. */
  n: number;
  id: Uuid;
  kind: OpKind;
  /** Ops of one entity go in order; entities do not wait for each other. */
  entity: Uuid;
  /** The op that has to be done before this one. */
  needs: Uuid | null;
  person_id: Uuid;
  path: string;
  /** What a screen says of it without reading what is sent. */
  about: About | null;
  /** Size of the medium; 0 for a record. */
  bytes: number;
  film: boolean;
  /** Of a medium: the app made it of another one. */
  copy?: boolean;
  state: OpState;
  /** A medium is uploaded, then verified by the server; only then may its bytes go. */
  phase: "send" | "verify";
  attempts: number;
  not_before: number;
  created_at: number;
  /** When sending began; from then on nothing about it may change. */
  frozen_at: number | null;
  done_at: number | null;
  trouble: Trouble | null;
  /** The person wants it sent whatever network this is. */
  anyway?: boolean;
  /** Of an entry: the medium it is about. */
  capture?: Uuid;
};
/** `act`: what a step tells of the lead. */
export type About = { category: string; address: string; act?: "add" | "handle" | "set_out" | "object"; urgent?: true };
export type NewOp = Pick<Op, "id" | "kind" | "entity" | "person_id" | "path"> &
  Partial<Pick<Op, "needs" | "about" | "bytes" | "film" | "copy" | "not_before" | "capture">>;

/** Why there are no fixes for a while; the order is the one of the packed format. */
export const CAUSES = ["none", "hidden", "permission", "battery", "no_fix", "paused", "app_closed", "unknown"] as const;
export type Cause = (typeof CAUSES)[number];
export type LocalGap = { from: number; to: number; cause: Cause };
export type LastFix = { at: number; lon: number; lat: number; accuracy_m: number };

export type LocalPatrol = {
  id: Uuid;
  person_id: Uuid;
  squad: string;
  /** The colleague who is along. */
  second?: { id: Uuid; name: string };
  duty_zone_id: Uuid | null;
  duty_zone_name: string | null;
  vehicle: string | null;
  state: "running" | "paused" | "ended";
  started_at: number;
  ended_at: number | null;
  /** Start of the pause that is going on. */
  paused_at: number | null;
  paused_ms: number;
  /** Number the next fix gets; counts over the whole life of the patrol. */
  next_seq: number;
  distance_m: number;
  /** From where the next metres are counted. */
  anchor: LastFix | null;
  last: LastFix | null;
  gaps: LocalGap[];
  /** Why the next fix may come after a gap; kept here so that it survives the browser. */
  cause: Cause;
  battery: number | null;
};

/** Up to 50 packed fixes that may still grow. */
export type TrackRow = { patrol_id: Uuid; first_seq: number; count: number; bytes: ArrayBuffer };
/** Up to 1,000 packed fixes whose bounds never change again. */
export type TrackChunk = {
  patrol_id: Uuid;
  person_id: Uuid;
  first_seq: number;
  count: number;
  t0: number;
  bytes: ArrayBuffer;
  state: "waiting" | "attention" | "conflict";
  attempts: number;
  not_before: number;
  frozen_at: number;
  trouble: Trouble | null;
};

/** A lead of one's own as the server last told it. */
export type KnownLead = {
  id: Uuid;
  person_id: Uuid;
  lead: LeadDetail;
  /** Revision whose steps and photos are known; a list tells neither. */
  detail_revision: number;
  /** Revision the person has looked at. */
  seen_revision: number;
};

/** A record that cannot be read any more: kept, shown, never thrown away by itself. */
export type Unreadable = { n?: number; store: string; key: string; found_at: number; reason: string; value: unknown };

/** A data key, encrypted under one key after the other. */
export type Wrapped = { ivs: Uint8Array<ArrayBuffer>[]; data: ArrayBuffer };
/** Failed tries in a row; the wait left when it was last looked at. */
export type Tries = { wrong: number; wait_ms: number; at: number };

/** Somebody who has signed in on this device. In clear: the lock screen has to say who may unlock it. */
export type Person = {
  id: Uuid;
  /** For signing in again. */
  name: string;
  display_name: string;
  added_at: number;
  used_at: number;
  /** Each opens the same data key; all of them need this device's own key, too. */
  keys: {
    /** Without anything the person knows: only while there is no PIN. */
    device: Wrapped | null;
    pin: (Wrapped & { salt: Uint8Array<ArrayBuffer>; iterations: number }) | null;
    /** With what the server gives this person on this device for the right password. */
    recovery: Wrapped | null;
  };
  /** Data keys that could not be opened any more; what they sealed is kept. */
  former: Wrapped[];
  /** The person has said whether there shall be a PIN. */
  decided: boolean;
  lock_after_min: number;
  tries: Tries;
};
