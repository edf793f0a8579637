/**
 * The shapes written by hand in `types.ts` against those generated from the server's own schema.
 * Nothing runs here: where the two part ways, this file does not compile.
 */

import type { components } from "./schema";
import type * as ours from "./types";

type Server = components["schemas"];
/** Fails to compile unless all of `From` can be used as `To`. */
type Fits<From extends To, To> = [From, To];

/** What the server sends fits what the app reads. */
export type Answers = [
  Fits<Server["AsideEntry"], ours.AsideEntry>,
  Fits<Server["CaptureKey"], ours.CaptureKey>,
  Fits<Server["AccessKey"], ours.AccessKey>,
  Fits<Server["TrackHold"], ours.TrackHold>,
  Fits<Server["IssuedKey"], ours.IssuedKey>,
  Fits<Server["Alarm"], ours.Alarm>,
  Fits<Server["AlarmRules"], ours.AlarmRules>,
  Fits<Server["Area"], ours.Area>,
  Fits<Server["AreaImport"], ours.AreaImport>,
  Fits<Server["AreaImportPage"], ours.AreaImportPage>,
  Fits<Server["AreaPage"], ours.AreaPage>,
  Fits<Server["AreaRepair"], ours.AreaRepair>,
  Fits<Server["AuditLine"], ours.AuditLine>,
  Fits<Server["Category"], ours.Category>,
  Fits<Server["Companion"], ours.Companion>,
  Fits<Server["MadeCompanion"], ours.MadeCompanion>,
  Fits<Server["KeptAside"], ours.KeptAside>,
  Fits<Server["KeptContent"], ours.KeptContent>,
  Fits<Server["Coverage"], ours.Coverage>,
  Fits<Server["Custody"], ours.Custody>,
  Fits<Server["Device"], ours.Device>,
  Fits<Server["DevicePage"], ours.DevicePage>,
  Fits<Server["EditableAreas"], ours.EditableAreas>,
  Fits<Server["ImportShape"], ours.ImportShape>,
  Fits<Server["Lead"], ours.Lead>,
  Fits<Server["LeadDetail"], ours.LeadDetail>,
  Fits<Server["LeadPage"], ours.LeadPage>,
  Fits<Server["Me"], ours.Me>,
  Fits<Server["MapPackage"], ours.MapPackage>,
  Fits<Server["Media"], ours.Media>,
  Fits<Server["MediaFacts"], ours.MediaFacts>,
  Fits<Server["Officer"], ours.Officer>,
  Fits<Server["Patrol"], ours.Patrol>,
  Fits<Server["PatrolDetail"], ours.PatrolDetail>,
  Fits<Server["Person"], ours.Person>,
  Fits<Server["PersonPage"], ours.PersonPage>,
  Fits<Server["Reference"], ours.Reference>,
  Fits<Server["Replay"], ours.Replay>,
  Fits<Server["Retention"], ours.Retention>,
  Fits<Server["Session"], ours.Session>,
  Fits<Server["Step"], ours.Step>,
  Fits<Server["Welcome"], ours.SignedIn>,
  Fits<Server["TopologyFault"], ours.TopologyFault>,
  Fits<Server["Track"], ours.Track>,
  Fits<Server["TrackReceipt"], ours.TrackReceipt>,
  Fits<Server["ZoneAges"], ours.ZoneAges>,
];

/** What the app sends fits what the server takes. */
export type Requests = [
  Fits<ours.AreaChange, Server["AreaChange"]>,
  Fits<ours.Cancellation, Server["Cancellation"]>,
  Fits<ours.NewAlarm, Server["NewAlarm"]>,
  Fits<ours.NewAlarmRule, Server["NewAlarmRule"]>,
  Fits<ours.NewAlarmStep, Server["NewAlarmStep"]>,
  Fits<ours.NewLead, Server["NewLead"]>,
  Fits<ours.NewMedia, Server["NewMedia"]>,
  Fits<ours.NewPatrol, Server["NewPatrol"]>,
  Fits<ours.NewPatrolEvent, Server["NewEvent"]>,
  Fits<ours.NewPerson, Server["NewPerson"]>,
  Fits<ours.NewRedaction, Server["NewRedaction"]>,
  Fits<ours.NewStep, Server["NewStep"]>,
  Fits<ours.NewWork, Server["NewWork"]>,
  Fits<ours.NewAddition, Server["NewAddition"]>,
  Fits<ours.NewObjection, Server["NewObjection"]>,
  Fits<ours.SignIn, Server["SignIn"]>,
];
