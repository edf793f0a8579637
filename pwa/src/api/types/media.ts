/** Photos, films and files: evidence and its custody. */

import type { Fix, Moment, Uuid } from "./base";
import type { Hold } from "./holds";

/** What a lead came to, by which the law says how long its evidence is kept. */
export type EvidenceClass =
  | "patrol_only"
  | "no_case"
  | "simple_case"
  | "ordinary_case"
  | "obstruction"
  | "mass_incident"
  | "other_major";
export type EvidenceHold = Hold & { lead_id: Uuid };
/** Days; `due_on` is null for ever, and while the lead has not ended. */
export type Retention = {
  evidence_class: EvidenceClass;
  article: string;
  for_ever: boolean;
  chosen_by_name: string | null;
  chosen_at: Moment | null;
  reason: string | null;
  ended_on: string | null;
  due_on: string | null;
  held: boolean;
  holds: EvidenceHold[];
};
export type MediaSource = "camera" | "gallery" | "file";
/** All but the first two were made of an original, which stays as it is. */
export type MediaRole = "original" | "voice" | "stamped" | "annotated" | "redacted";
export type NewMedia = {
  id: Uuid;
  sha256: string;
  size: number;
  mime: string;
  filename: string;
  source: MediaSource;
  captured_at: Moment;
  fix: Fix | null;
  /** Base64 of a JPEG of at most 60 KB. */
  thumbnail: string | null;
  role: MediaRole;
  /** The original a stamped or annotated picture was made of. */
  derived_from: Uuid | null;
};
export type MediaState = "declared" | "uploading" | "verifying" | "received" | "mismatch" | "erased";
export type Media = {
  id: Uuid;
  lead_id: Uuid;
  captured_by: Uuid;
  state: MediaState;
  sha256: string;
  size: number;
  received_bytes: number;
  mime: string;
  detected_mime: string | null;
  filename: string;
  source: MediaSource;
  role: MediaRole;
  derived_from: Uuid | null;
  captured_at: Moment;
  fix: Fix | null;
  preview: "pending" | "ready" | "none";
  preview_reason: string | null;
  width: number | null;
  height: number | null;
  verified_at: Moment | null;
};
/** Stated by the file itself; nobody has verified it. */
export type Exif = {
  make: string | null;
  model: string | null;
  software: string | null;
  taken_at: string | null;
  taken_offset: string | null;
  lon: number | null;
  lat: number | null;
  altitude_m: number | null;
  gps_at: string | null;
};
export type MediaFacts = Media & {
  stored_sha256: string | null;
  stored_sm3: string | null;
  chain: "unsigned" | "mismatch" | "broken" | "gap" | "key_not_approved" | "signed";
  chain_number: number | null;
  /** Which version of the stored object is read, whatever is put over it. */
  object_version: string | null;
  /** Until then the store itself refuses to delete it; null where it does not. */
  locked_until: Moment | null;
  /** What the store gives to whoever does not know the version. */
  above: "same" | "other" | "deleted" | null;
  exif_state: "read" | "none" | "unreadable" | "not_a_picture" | "not_here";
  exif: Exif | null;
};
/** Why somebody looks at evidence, or takes it; the first is open to who captured it alone. */
export type EvidencePurpose =
  | "own_capture"
  | "intake"
  | "casework"
  | "review"
  | "complaint"
  | "transfer"
  | "publication"
  | "supervision";
/** Boxes in shares of the upright picture's sides. */
export type NewRedaction = {
  of: Uuid;
  boxes: { x: number; y: number; width: number; height: number }[];
  purpose: EvidencePurpose;
};
/** `kind`: "captured", "declared" and "made" are told by the medium itself, every other is an action of the record. */
export type CustodyEntry = {
  at: Moment;
  kind: string;
  actor: Uuid | null;
  actor_name: string | null;
  purpose: string | null;
  event: number | null;
  sealed: boolean;
  detail: Record<string, unknown>;
};
/** `manifest`: SHA-256 of the entry that the second officer would stand by. */
export type WaitingCapture = { medium_id: Uuid; lead_id: Uuid; manifest: string; officer_name: string; captured_at: Moment };
export type Custody = { medium_id: Uuid; entries: CustodyEntry[] };
