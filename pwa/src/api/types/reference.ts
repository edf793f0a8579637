/** What a phone needs to know without a network. */

import type { Area } from "./areas";
import type { Moment, Uuid } from "./base";

export type Category = {
  code: string;
  name_zh: string;
  name_en: string;
  dominant: boolean;
  event_code: string | null;
  order: number;
  keywords: string[];
};
export type Reference = {
  version: string;
  categories: Category[];
  areas: Area[];
  squads: string[];
  vehicles: string[];
  /** Who goes out in the same towns, for whoever does; oneself, too. */
  colleagues: { id: Uuid; display_name: string; squad: string | null }[];
  /** The duty room's telephone number, if it gives one. */
  duty_phone: string | null;
};

/** One town's map for a phone without a network; `size` in bytes once it has been made, `percent` while it is. */
export type MapPackage = {
  town_code: string;
  town_name: string;
  version: string;
  size: number | null;
  made_at: Moment | null;
  percent: number | null;
  failed: boolean;
};
