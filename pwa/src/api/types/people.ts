/** People, their sessions, devices and keys. */

import type { Moment, Uuid } from "./base";

export type Role =
  | "grid_worker"
  | "officer"
  | "squad_leader"
  | "command_room"
  | "legal_reviewer"
  | "county_department"
  | "guidance_office"
  | "auditor"
  | "system_admin"
  | "security_admin";
export type Reach = "own" | "town" | "all";

export type Me = {
  id: Uuid;
  name: string;
  display_name: string;
  roles: Role[];
  squad: string | null;
  towns: { code: string; name: string }[];
  all_towns: boolean;
  permissions: Partial<Record<string, Reach>>;
  device_id: Uuid | null;
  /** Until it is changed, the server refuses everything else. */
  must_change_password: boolean;
  server_time: Moment;
};
/** The answer to signing in: what opens this person's things on this device when the PIN is forgotten. */
export type SignedIn = Me & { device_key: string | null };
export type SignIn = { name: string; password: string; device?: { id: Uuid; label: string } };
export type Session = {
  id: Uuid;
  device_id: Uuid | null;
  device_label: string | null;
  created_at: Moment;
  seen_at: Moment;
  current: boolean;
};
/** Lets a GIS program read map layers for one person. */
export type AccessKey = { id: Uuid; label: string; created_at: Moment; ends_at: Moment; used_at: Moment | null };
/** `key` is told once, to whoever made it. */
export type IssuedKey = AccessKey & { key: string };
export type Person = {
  id: Uuid;
  name: string;
  display_name: string;
  roles: Role[];
  town_codes: string[];
  /** In the order of the codes. */
  town_names: string[];
  squad: string | null;
  /** For whoever may read who works in this town. */
  phone: string | null;
  disabled: boolean;
  must_change_password: boolean;
};
export type PersonPage = { items: Person[]; next: string | null };
export type NewPerson = {
  name: string;
  display_name: string;
  password: string;
  town_codes: string[];
  squad: string | null;
  phone: string | null;
};
export type Device = {
  id: Uuid;
  person_id: Uuid;
  person_name: string;
  label: string;
  enrolled_at: Moment;
  seen_at: Moment;
  revoked_at: Moment | null;
  revoked_reason: string | null;
};
/** One person on one device; a shared phone is a line for each of them. `id` is the line's. */
export type DeviceLine = Omit<Device, "id"> & {
  id: Uuid;
  device_id: Uuid;
  squad: string | null;
  /** Of the key that captures are signed with there; null where none was enrolled. */
  key_state: KeyState | null;
};
export type KeyState = "pending" | "approved" | "revoked";
/** What one person's captures are signed with on one installation of the app. */
export type CaptureKey = {
  id: Uuid;
  person_id: Uuid;
  person_name: string;
  device_id: Uuid;
  label: string;
  state: KeyState;
  enrolled_at: Moment;
  approved_at: Moment | null;
  approved_by_name: string | null;
  revoked_at: Moment | null;
  revoked_reason: string | null;
};
/** What came as an entry of a chain and could not be one. */
export type AsideEntry = {
  id: Uuid;
  person_id: Uuid;
  person_name: string;
  n: number;
  fault: "unknown_key" | "other_person" | "signature" | "malleated" | "form" | "revoked_key" | "other_bytes";
  size: number;
  times: number;
  last_at: Moment;
};
export type DevicePage = { items: DeviceLine[]; next: string | null };
