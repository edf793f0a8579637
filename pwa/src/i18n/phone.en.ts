/** The phone's words in English. */
import type { PhoneWords } from "./phone.zh";

export const phoneEn: PhoneWords = {
  "app.about": "Town enforcement: patrols, leads, evidence",
  "app.broken":
    "The database on this phone cannot be opened: {reason}. Leave private browsing, free some storage, open again.",
  "app.back": "Back",
  "app.saved_here": "Saved on this phone",

  "town_map.title": "Map",

  "tab.label": "Main parts",
  "tab.home": "Home",
  "tab.account": "Me",
  "home.title": "Home",
  "tab.duty": "Duty",
  "tab.capture": "Capture",
  "tab.my_leads": "Leads",
  "tab.outbox": "Sync",

  "reach.online": "Online",
  "reach.offline": "Offline",
  "reach.unknown": "Connecting",
  "reach.signed_out": "Sign in",
  "reach.pending": "{n} to send",
  "reach.attention": "{n} need attention",
  "reach.news": "{n} with news",
  "reach.go": "Open sync",

  "sign.again": "You have been signed out",
  "sign.again_why": "Everything is still on this phone. Sign in again and sending goes on.",
  "sign.other_why":
    "A colleague has signed in on this phone since; the server knows the last one only. All is still here: give your password once.",
  "sign.shared_why":
    "The session has ended, or a colleague signed out on this phone. All is still here: give your password once.",
  "sign.again_do": "Sign in again",
  "sign.revoked": "An administrator has revoked this phone",
  "sign.revoked_why": "What is not sent is still on it, and can be exported under “Sync”. Ask a system administrator to let it in again; after signing in it is sent.",

  "account.title": "Me",
  "account.lock": "Lock and share",

  "duty.title": "My duty",

  "patrol.title": "Patrol",
  "capture.title": "New lead",
  "my.title": "My leads",
  "lead.title": "Lead",
  "settings.title": "Settings",
  "security.title": "Sign-in and password",
  "licences.title": "Open-source licences",
  "outbox.title": "Sync",
  "outbox.others": "{n} {n|item|items} of other people {n|is|are} kept here until they sign in.",
};
