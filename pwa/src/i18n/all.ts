/** Every set of words there is. One line a set, in order of the alphabet. */

import type { AccountWords } from "./account.zh";
import type { AlarmWords } from "./alarm.zh";
import type { AlarmRulesWords } from "./alarm_rules.zh";
import type { AreasWords } from "./areas.zh";
import type { AuditWords } from "./audit.zh";
import type { CaptureWords } from "./capture.zh";
import type { CommandWords } from "./command.zh";
import type { CommonWords } from "./common.zh";
import type { CompanionsWords } from "./companions.zh";
import type { CoverageWords } from "./coverage.zh";
import type { DetailWords } from "./detail.zh";
import type { DutyWords } from "./duty.zh";
import type { EditWords } from "./edit.zh";
import type { EvidenceWords } from "./evidence.zh";
import type { FrameWords } from "./frame.zh";
import type { HelpWords } from "./help.zh";
import type { HoldsWords } from "./holds.zh";
import type { HomeWords } from "./home.zh";
import type { KeysWords } from "./keys.zh";
import type { LeadsWords } from "./leads.zh";
import type { LockWords } from "./lock.zh";
import type { MediaWords } from "./media.zh";
import type { OutboxWords } from "./outbox.zh";
import type { OwnWords } from "./own.zh";
import type { PasswordWords } from "./password.zh";
import type { PatrolsWords } from "./patrols.zh";
import type { PeopleWords } from "./people.zh";
import type { PhoneWords } from "./phone.zh";
import type { PrintWords } from "./print.zh";
import type { RecordsWords } from "./records.zh";
import type { RenameWords } from "./rename.zh";
import type { RoomWords } from "./room.zh";
import type { SettingsWords } from "./settings.zh";
import type { SosWords } from "./sos.zh";
import type { TableWords } from "./table.zh";
import type { ThemeWords } from "./theme.zh";
import type { TownMapWords } from "./town_map.zh";
import type { ViewerWords } from "./viewer.zh";
import type { WallWords } from "./wall.zh";

export type AllWords = AccountWords &
  AlarmRulesWords &
  AlarmWords &
  AreasWords &
  AuditWords &
  CaptureWords &
  CommandWords &
  CommonWords &
  CompanionsWords &
  CoverageWords &
  DetailWords &
  DutyWords &
  EditWords &
  EvidenceWords &
  FrameWords &
  HelpWords &
  HoldsWords &
  HomeWords &
  KeysWords &
  LeadsWords &
  LockWords &
  MediaWords &
  OutboxWords &
  OwnWords &
  PasswordWords &
  PatrolsWords &
  PeopleWords &
  PhoneWords &
  PrintWords &
  RecordsWords &
  RenameWords &
  RoomWords &
  SettingsWords &
  SosWords &
  TableWords &
  ThemeWords &
  TownMapWords &
  ViewerWords &
  WallWords;
