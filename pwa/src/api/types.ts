/** What travels between the app and the server: JSON names as they are on the wire. */

export type Uuid = string;
/** ISO 8601 with "Z". */
export type Moment = string;
/** [longitude, latitude], degrees, CGCS2000/WGS-84. */
export type LonLat = [number, number];

export type Problem = {
  type: string;
  status: number;
  code: string;
  title: string;
  detail: string;
  detail_en: string;
  errors?: FieldError[];
};
export type FieldError = { field: string; reason: string };

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
export type DevicePage = { items: DeviceLine[]; next: string | null };

export type Category = {
  code: string;
  name_zh: string;
  name_en: string;
  dominant: boolean;
  event_code: string | null;
  order: number;
  keywords: string[];
};
export type AreaKind = "county" | "town" | "village" | "duty_zone" | "unit_grid" | "governance_grid";
export type MultiPolygon = { type: "MultiPolygon"; coordinates: [number, number][][][] };
export type Area = {
  id: Uuid;
  kind: AreaKind;
  code: string;
  name: string;
  town_code: string | null;
  valid_from: string;
  valid_to: string | null;
  geometry: MultiPolygon;
  area_m2: number;
};
/** An area in a list, without its shape. */
export type AreaLine = Omit<Area, "geometry"> & { town_name: string | null };
export type AreaPage = { items: AreaLine[]; next: string | null };
export type Finding = {
  code: string;
  zh: string;
  en: string;
  severity?: "error" | "note";
  place?: [number, number] | null;
  other_code?: string | null;
};
export type FeatureReport = {
  index: number;
  code: string;
  name: string;
  ok: boolean;
  errors: Finding[];
  town_code?: string | null;
};
export type ImportState = "checked" | "applied" | "refused" | "withdrawn";
export type Accept = "all" | "good_part" | "none";
export type ImportMode = "by_code" | "replace_all";
/** A file that was sent, or borders changed on the map. */
export type ImportOrigin = "file" | "map";
export type AreaImport = {
  id: Uuid;
  origin: ImportOrigin;
  kind: AreaKind;
  filename: string;
  valid_from: string;
  mode: ImportMode;
  state: ImportState;
  accepted: Accept | null;
  feature_count: number;
  good_count: number;
  applied_count: number;
  features: FeatureReport[];
  problems: Finding[];
  imported_by: Uuid | null;
  at: Moment;
  decided_at: Moment | null;
  withdrawn_at: Moment | null;
};
export type AreaImportLine = Omit<AreaImport, "features" | "problems" | "imported_by"> & {
  imported_by_name: string;
  decided_by_name: string;
  withdrawn_by_name: string;
};
export type AreaImportPage = { items: AreaImportLine[]; next: string | null };
/** A town's areas with every digit, and those of other towns beside them. */
export type EditableAreas = { kind: AreaKind; town_code: string | null; on: string; areas: Area[]; around: Area[] };
export type Repair = "cut" | "fill" | "snap" | "drop" | "recode";
export type Flaw = "overlap" | "gap" | "sliver" | "duplicate" | "stray";
/** What could be done about a fault of a file; `index` and `others` as in the report. */
export type AreaRepair = {
  repair: Repair;
  index: number;
  others: number[];
  area_m2: number;
  place: LonLat;
  zh: string;
  en: string;
  ground: MultiPolygon;
  after: MultiPolygon | null;
};
/** A fault of a set of areas, by index in what was sent, and what could be done. `after` null: left out, or recoded. */
export type TopologyFault = {
  flaw: Flaw;
  missing: boolean;
  zones: number[];
  area_m2: number;
  place: LonLat;
  zh: string;
  en: string;
  ground: MultiPolygon;
  repair: { repair: Repair; index: number; zh: string; en: string; after: MultiPolygon | null; code: string | null } | null;
};
export type ChangedZone = {
  code: string;
  name: string;
  geometry: MultiPolygon;
  town_code: string | null;
  /** The version it was made of; null for a new one. */
  base_id: Uuid | null;
};
export type AreaChange = { kind: AreaKind; valid_from: string; zones: ChangedZone[]; ended: Uuid[] };
export type ImportShape = { index: number; geometry: MultiPolygon };
export type Reference = {
  version: string;
  categories: Category[];
  areas: Area[];
  squads: string[];
  vehicles: string[];
  /** The duty room's telephone number, if it gives one. */
  duty_phone: string | null;
};

export type PatrolState = "running" | "paused" | "ended";
export type NewPatrol = { squad: string; duty_zone_id: Uuid | null; vehicle: string | null; started_at: Moment };
export type PatrolEventKind = "pause" | "resume" | "end";
export type NewPatrolEvent = { kind: PatrolEventKind; at: Moment; reason: string | null };
export type Patrol = {
  id: Uuid;
  person_id: Uuid;
  person_name: string;
  squad: string;
  duty_zone_id: Uuid | null;
  duty_zone_name: string | null;
  vehicle: string | null;
  town_code: string;
  state: PatrolState;
  started_at: Moment;
  ended_at: Moment | null;
  device_id: Uuid | null;
  received_at: Moment;
  point_count: number;
  last_fix_at: Moment | null;
};
export type PatrolEvent = { id: Uuid; kind: PatrolEventKind; at: Moment; received_at: Moment; reason: string | null };
export type GapReason =
  | "none"
  | "hidden"
  | "permission"
  | "battery"
  | "no_fix"
  | "paused"
  | "app_closed"
  | "unknown"
  | "not_received"
  | "jump"
  | "unusable";
export type Gap = {
  from_at: Moment;
  to_at: Moment;
  seconds: number;
  reason: GapReason;
  from_place: LonLat;
  to_place: LonLat;
};
export type ZoneShare = { area_id: Uuid | null; name: string; seconds: number; distance_m: number };
export type PatrolDetail = Patrol & {
  events: PatrolEvent[];
  distance_m: number;
  moving_s: number;
  duration_s: number;
  gaps: Gap[];
  zones: ZoneShare[];
  dropped: { reason: string; count: number }[];
  overlaps: Uuid[];
  /** Every fix is there; else only what is told here was kept. */
  track_kept: boolean;
};
/** What a lead came to, by which the law says how long its evidence is kept. */
export type EvidenceClass =
  | "patrol_only"
  | "no_case"
  | "simple_case"
  | "ordinary_case"
  | "obstruction"
  | "mass_incident"
  | "other_major";
export type EvidenceHold = Omit<Hold, "patrol_id"> & { lead_id: Uuid };
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
/** A track that is kept beyond its time. */
export type Hold = {
  id: Uuid;
  patrol_id: Uuid;
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
export type TrackPart = { coordinates: [number, number, number][] };
export type DroppedFix = { lon: number; lat: number; at_ms: number; reason: string };
export type Track = { parts: TrackPart[]; gaps: Gap[]; dropped: DroppedFix[] };
export type TrackReceipt = {
  patrol_id: Uuid;
  first_seq: number;
  last_seq: number;
  /** Highest number with everything below it stored; -1 for none. */
  acked_through: number;
  duplicate: boolean;
  clock_skew_ms: number;
};

export type PointGeometry = { type: "Point"; coordinates: LonLat };
/** The device's own reading beside a capture. */
export type Fix = {
  lon: number;
  lat: number;
  accuracy_m: number;
  altitude_m?: number | null;
  age_ms: number;
  at: Moment;
};
export type PlaceSource = "own_fix" | "pin";
export type MediaSource = "camera" | "gallery" | "file";
/** The last two were made by the app of an original, which stays as it is. */
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
  media_total: number;
  media_received: number;
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
export type Custody = { medium_id: Uuid; entries: CustodyEntry[] };
/** `outside`: its place lies in no town we know. */
export type LeadDetail = Lead & { fix: Fix | null; outside?: boolean; steps: Step[]; media: Media[] };
export type LeadPage = { items: Lead[]; next: string | null };

export type Officer = {
  person_id: Uuid;
  person_name: string;
  squad: string | null;
  patrol_id: Uuid;
  patrol_state: PatrolState;
  place: LonLat | null;
  at: Moment | null;
  accuracy_m: number | null;
  speed_ms: number | null;
  heading_deg: number | null;
  battery: number | null;
  town_code: string;
};

/** Why somebody looks at where others were. */
export type Purpose = "watch" | "safety" | "complaint" | "evidence" | "planning";
/** An unbroken part, as differences: milliseconds, millionths of a degree; the first of each stands for itself. */
export type Walked = { dt: number[]; lon: number[]; lat: number[] };
export type ReplayPhoto = {
  id: Uuid;
  lead_id: Uuid;
  captured_at: Moment;
  captured_by: Uuid;
  mime: string;
  place: LonLat;
};
/** Patrols of a stretch of time, and what was reported in it. */
export type Replay = {
  begin: Moment;
  end: Moment;
  patrols: { patrol: Patrol; parts: Walked[]; gaps: Gap[] }[];
  leads: Lead[];
  photos: ReplayPhoto[];
};

/** Of zones, never of persons. */
export type CoverageOf = "ground" | "streets";
export type ZoneCoverage = {
  area_id: Uuid;
  code: string;
  name: string;
  /** m² of ground or m of street. */
  amount: number;
  /** 0 to 1. */
  share: number;
  /** Within the time asked for. */
  last_seen_at: Moment | null;
};
export type Coverage = {
  town_code: string;
  of: CoverageOf;
  since: Moment;
  within_m: number;
  grain_m: number;
  zones: ZoneCoverage[];
};
/** `cells`: longitude, latitude, seconds ago; null for not within the time asked for. */
export type ZoneAges = {
  area_id: Uuid;
  of: CoverageOf;
  since: Moment;
  at: Moment;
  within_m: number;
  grain_m: number;
  cells: [number, number, number | null][];
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

export type AlarmKind = "sos" | "no_fix" | "low_battery" | "left_zone" | "accuracy_lost" | "unvisited";
/** All but `closed` are open. */
export type AlarmState = "raised" | "seen" | "cancelled" | "closed";
export type AlarmOutcome = "handled" | "false_alarm" | "drill" | "resolved" | "other";
export type AlarmStep = {
  id: Uuid;
  kind: AlarmState;
  at: Moment;
  received_at: Moment;
  /** Null: the server itself. */
  actor_id: Uuid | null;
  actor_name: string;
  outcome: AlarmOutcome | null;
  reason: string | null;
};
export type Alarm = {
  id: Uuid;
  kind: AlarmKind;
  state: AlarmState;
  /** Null of a zone nobody has visited: it is about the zone. */
  person_id: Uuid | null;
  person_name: string;
  squad: string | null;
  patrol_id: Uuid | null;
  town_code: string | null;
  town_name: string | null;
  duty_zone_id: Uuid | null;
  duty_zone_name: string | null;
  place: PointGeometry | null;
  accuracy_m: number | null;
  fix_at: Moment | null;
  battery: number | null;
  at: Moment;
  received_at: Moment;
  note: string;
  revision: number;
  steps: AlarmStep[];
};
export type NewAlarm = {
  kind: "sos";
  at: Moment;
  patrol_id: Uuid | null;
  fix: Fix | null;
  battery: number | null;
  note: string;
};
export type NewAlarmStep = { kind: "see" | "close"; at: Moment; outcome: AlarmOutcome | null; reason: string | null };
export type Cancellation = { at: Moment; reason: string };

/** 0: never. Null: as the next less special rule says, in the end the defaults. */
export type AlarmLimits = {
  no_fix_min: number | null;
  left_zone_min: number | null;
  unvisited_h: number | null;
  low_battery: number | null;
  accuracy_m: number | null;
};
/** `zone_code` null: all of the town. From `from_min` until before `to_min`, minutes of the day. */
export type NewAlarmRule = AlarmLimits & {
  town_code: string;
  zone_code: string | null;
  name: string;
  from_min: number;
  to_min: number;
};
export type AlarmRule = NewAlarmRule & { id: Uuid; zone_name: string | null; updated_at: Moment; updated_by_name: string };
export type AlarmRules = { defaults: AlarmLimits; rules: AlarmRule[] };
