/** Leads, from report to outcome. */

import type { Fix, Moment, PointGeometry, Uuid } from "./base";
import type { Media, NewMedia } from "./media";

export type PlaceSource = "own_fix" | "pin";
export type NewLead = {
  category: string;
  place: PointGeometry;
  place_source: PlaceSource;
  fix: Fix | null;
  address: string;
  note: string;
  /** Somebody has to look at once. */
  urgent: boolean;
  captured_at: Moment;
  patrol_id: Uuid | null;
  media: NewMedia[];
  app_build: string;
};
export type LeadState = "reported" | "accepted" | "rejected" | "assigned" | "handled" | "closed";
export type Objection = "open" | "upheld" | "taken_up";
export type Lead = {
  id: Uuid;
  state: LeadState;
  category: string;
  category_name_zh: string;
  category_name_en: string;
  place: PointGeometry;
  place_source: PlaceSource;
  accuracy_m: number | null;
  address: string;
  note: string;
  town_code: string | null;
  town_name: string | null;
  duty_zone_id: Uuid | null;
  duty_zone_name: string | null;
  reported_by: Uuid;
  reported_by_name: string;
  patrol_id: Uuid | null;
  captured_at: Moment;
  received_at: Moment;
  assigned_to: Uuid | null;
  assigned_to_name: string | null;
  /** The reporter does not agree with how it ended; null while nobody has objected. */
  objection: Objection | null;
  urgent: boolean;
  /** When the phone of whom it is given to had it, and when they first looked. */
  delivered_at: Moment | null;
  opened_at: Moment | null;
  /** Something was added that nobody in the command room has looked at. */
  has_news: boolean;
  /** Of what was captured; copies made of it are counted apart. */
  media_total: number;
  media_received: number;
  media_copies: number;
  revision: number;
};
export type StepKind =
  | "reported"
  | "accepted"
  | "rejected"
  | "assigned"
  | "noted"
  | "set_out"
  | "handled"
  | "closed"
  | "added"
  | "objected"
  | "upheld"
  | "withdrawn"
  | "urged"
  | "calmed"
  | "recategorised";
export type Step = {
  id: Uuid;
  kind: StepKind;
  at: Moment;
  received_at: Moment;
  actor_id: Uuid;
  actor_name: string;
  reason: string | null;
  assignee_id: Uuid | null;
  assignee_name: string | null;
  /** The step that this one takes back. */
  withdraws?: Uuid | null;
  /** Ids of what came with this step. */
  media: Uuid[];
  /** The category it was corrected to. */
  category?: string | null;
  category_name_zh?: string | null;
  category_name_en?: string | null;
};
export type NewWork = { kind: "set_out" | "handle"; note: string; media: NewMedia[]; at: Moment };
export type NewAddition = { note: string; media: NewMedia[]; at: Moment };
export type NewObjection = { reason: string; at: Moment };
export type NewStep = {
  kind: "accept" | "reject" | "assign" | "note" | "close" | "uphold" | "withdraw" | "urge" | "calm" | "recategorise";
  reason: string | null;
  assignee_id: Uuid | null;
  withdraws?: Uuid;
  category?: string;
  at: Moment;
  revision: number | null;
};
/** `outside`: its place lies in no town we know. */
export type LeadDetail = Lead & { fix: Fix | null; outside?: boolean; steps: Step[]; media: Media[] };
export type LeadPage = { items: Lead[]; next: string | null };
