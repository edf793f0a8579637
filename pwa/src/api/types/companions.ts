/** Other apps that tell where somebody is. */

import type { Moment, Uuid } from "./base";

export type CompanionKind = "owntracks" | "traccar" | "osmand";
export type NewCompanion = { kind: CompanionKind; label: string };
/** Another app that tells where its person is on duty. */
export type Companion = {
  id: Uuid;
  person_id: Uuid;
  kind: CompanionKind;
  label: string;
  created_at: Moment;
  seen_at: Moment | null;
  /** When a fix of it last joined a patrol, and when one was last refused off duty. */
  stored_at: Moment | null;
  off_duty_at: Moment | null;
  revoked_at: Moment | null;
  revoked_reason: string | null;
};
/** `secret` is told this once. */
export type MadeCompanion = { companion: Companion; secret: string };
export type AsideReason =
  | "unreadable"
  | "no_place"
  | "no_time"
  | "encrypted"
  | "unknown_kind"
  | "too_large"
  | "future"
  | "clock";
export type KeptAside = {
  id: Uuid;
  companion_id: Uuid;
  person_id: Uuid;
  person_name: string;
  label: string;
  kind: CompanionKind;
  reason: AsideReason;
  size: number;
  /** Whether what it said is there to be read. */
  kept: boolean;
  times: number;
  received_at: Moment;
  last_at: Moment;
  settled_at: Moment | null;
};
export type KeptContent = { id: Uuid; content: string };
