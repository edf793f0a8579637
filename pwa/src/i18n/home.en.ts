/** Home, in English. */
import type { HomeWords } from "./home.zh";

export const homeEn: HomeWords = {
  "home.today": "Today: {n} patrols, {length}, {time}",
  "home.today_none": "No patrol yet today",
  "home.last": "Last time: {squad}, {zone}",
  "home.where": "Where I am",
  "home.outside": "In no duty zone",
  "home.where_wait": "Finding the position…",
  "home.where_line": "±{n} m, {age}",
  "home.drawing": "The outline of {name}, the dot is you; north is up",
  "home.waiting": "Waiting for you",
  "home.assigned": "Leads assigned to you",
  "home.given_new": "New task",
  "home.given_toast": "New task: {what} {where}",
  "home.given_open": "Details",
  "home.given_out": "I am on my way",
  "home.given_notify": "Notify me of new tasks",
  "home.drafts": "{n} drafts not reported yet",
  "home.unsent": "{n} waiting to be sent",
  "home.attention": "{n} not accepted, please look",
  "home.nothing": "Nothing waits for you.",
  "home.reports": "Latest reports",
  "home.no_reports": "When you see something, tap “Capture”, take a photo and report it. It takes a minute.",
  "home.all_reports": "All leads",
  "home.capture": "Capture a lead",
  "home.capture_note": "Take a photo, choose what it is, report. Works without a network; it is sent later by itself.",
};
