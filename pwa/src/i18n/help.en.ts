/** Help, in English. */
import type { HelpWords } from "./help.zh";

export const helpEn: HelpWords = {
  "help.title": "How this screen works",
  "help.duty": "Start, pause and end a patrol here; keep the screen on, and the track is recorded and sent by itself.",
  "help.home": "When you see something, tap “Capture” and report it with a photo, network or not; progress shows here.",
  "help.patrol": "Where a patrol went, how far, where there was no position and why, just as it was.",
  "help.capture": "Choose what it is, take a photo, confirm the place, report; a draft is kept if you leave halfway.",
  "help.leads": "The leads you reported and those assigned to you; news is marked, open one to see every step.",
  "help.lead": "Every step from saving to closing, and whether each photo has arrived, in order of time.",
  "help.outbox": "What has arrived and what is still on the phone; without a network there is nothing to do, it goes later.",
  "help.account": "Who you are here, size of type and colours, your password, and where you are signed in.",
  "help.settings": "Set this phone up the way you like; it affects this device only.",
  "help.got_it": "Got it",
};
