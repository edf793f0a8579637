/** What is kept beyond its time, whatever it is: a track, evidence. */

import type { Moment, Uuid } from "./base";

export type Hold = {
  id: Uuid;
  reason: string;
  /** A day, included. */
  until: string | null;
  placed_by: Uuid;
  placed_by_name: string;
  placed_at: Moment;
  released_by_name: string | null;
  released_at: Moment | null;
  release_reason: string | null;
};
