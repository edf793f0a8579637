/** The command room's words in English. */

import type { CommandWords } from "./command.zh";
import { mapEn } from "./map.en";

export const commandEn: CommandWords = {
  ...mapEn,

  "command.title": "Duty command room",
  "command.page": "Fengxun · Command room",
  "command.skip": "Skip to the lists",
  "command.refused": "This account may not use the command room. Sign in with a command room account.",
  "command.sign_in_again": "You have been signed out. Sign in again; this page stays as it is.",
  "command.sign_out": "Sign out",
  "command.no_answer": "the server does not answer; check the network",

  "page.menu": "Pages",
  "page.room": "Room",
  "page.wall": "Wall",
  "page.leads": "Leads",
  "page.patrols": "Patrols",
  "page.alarms": "Alarms",
  "page.alarm_rules": "Alarm rules",
  "page.audit": "Audit",
  "page.areas": "Areas",
  "page.people": "People",
  "page.devices": "Devices",
  "page.keys": "Access keys, for QGIS and other GIS programs",
  "page.account": "My account, password and access keys",
  "page.aside": "Kept aside",

  "link.connecting": "Connecting…",
  "link.live": "Live",
  "link.past": "Playback",
  "link.reconnecting": "Connection lost, reconnecting (since {time})",
  "link.offline": "No network (since {time})",
  "link.signed_out": "Signed out",
  "link.refused": "Not allowed",

  "tab.leads": "Leads",
  "tab.officers": "On duty",
  "tab.patrols": "Patrols",
  "tab.switch": "Switch list",

  "pane.list": "List",
  "pane.map": "Map",
  "pane.detail": "Detail",

  "queue.label": "Leads",
  "queue.search": "Search leads",
  "queue.search_hint": "Note, address, reporter…",
  "queue.state": "Filter by state",
  "queue.open": "Open",
  "queue.all": "All",
  "queue.category": "Filter by category",
  "queue.every_category": "All categories",
  "queue.count": "Leads: {n}",
  "queue.given": "{n} assigned",
  "queue.none": "No lead matches.",
  "queue.none_yet": "No open leads. New ones appear here by themselves.",
  "queue.clear": "Clear filters",
  "queue.photos": "{received}/{total} files",
  "queue.arrived": "New lead: {category}, {where}",
  "queue.outside": "outside the area",

  "overview.title": "Right now",
  "overview.leads": "Leads",
  "overview.officers": "On duty",
  "overview.count": "Count",
  "overview.oldest": "Waiting longest",
  "tel.call": "Call {name}, {phone}",
};
