/** The record of what was done. */

import type { Moment, Uuid } from "./base";

export type AuditLine = {
  id: string;
  at: Moment;
  actor: Uuid | null;
  /** The name they have today. */
  actor_name: string | null;
  action: string;
  subject: Uuid;
  /** Of a subject that is a person. */
  subject_name: string | null;
  detail: Record<string, unknown>;
  /** What the people, zones and towns it speaks of are called today, by id or code. */
  names: Record<string, string>;
};
/** How far the log is sealed; `vkey` is empty where nothing is. */
export type LogState = {
  vkey: string;
  size: number;
  signed_at: Moment | null;
  witnesses: string[];
  waiting: number;
  /** By an authority's clock. */
  stamped_at: Moment | null;
};
