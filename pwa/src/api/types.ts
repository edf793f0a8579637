/** What travels between the app and the server: JSON names as they are on the wire. */

export type * from "./types/alarms";
export type * from "./types/areas";
export type * from "./types/audit";
export type * from "./types/base";
export type * from "./types/companions";
export type * from "./types/holds";
export type * from "./types/leads";
export type * from "./types/media";
export type * from "./types/patrols";
export type * from "./types/people";
export type * from "./types/reference";
export type * from "./types/room";
