/** Words of the phone and the command room alike, in English. */

import type { CommonWords } from "./common.zh";

export const commonEn: CommonWords = {
  "app.name": "Fengxun",
  "app.cancel": "Cancel",
  "app.close": "Close",
  "app.help": "Help",
  "app.loading": "Opening…",
  "app.no_network": "No network. Try again in a while.",
  "app.retry": "Try again",
  "app.undo": "Undo",
  "app.went_wrong": "Something went wrong: {reason}",
  "sign.name": "Name",
  "sign.password": "Password",
  "sign.show": "Show password",
  "sign.hide": "Hide password",
  "sign.in": "Sign in",
  "sign.busy": "Signing in…",
  "sign.wrong": "Name or password is wrong.",
  "sign.too_many": "Too many tries. Try again in {n} s.",
  "sign.offline": "The first sign-in needs a network. Connect and try again.",
  "time.now": "just now",
  "time.seconds": "{n} s ago",
  "time.minutes": "{n} min ago",
  "time.hours": "{n} h ago",
  "time.days": "{n} d ago",
  "time.for_seconds": "{n} s",
  "time.for_minutes": "{n} min",
  "time.for_hours": "{h} h {m} min",
  "length.m": "{n} m",
  "length.km": "{n} km",
};
