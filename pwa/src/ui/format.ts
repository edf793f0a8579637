/**
 * Times, lengths and sizes as words, each of which stays on one line. Wall clocks are those of Zhuji, wherever the phone
 * believes itself to be.
 */

import { t } from "../i18n";

const DAY_MS = 86_400_000;
/** Zhuji is so far ahead of UTC the whole year round. */
const AHEAD_MS = 8 * 3_600_000;
/** 9999-12-31 23:59:59. A later year, which only a wrong clock tells, would not fit where four digits are meant. */
const LAST_MS = 253_402_300_799_000;
const NO_BREAK = "\u00a0";

/** Not to be broken between two lines. */
function whole(text: string): string {
  return text.replaceAll(" ", NO_BREAK);
}

/** 14:05 */
export function clockTime(at: number): string {
  return exactTime(at).slice(11, 16);
}

/** 2026-11-23 14:05:09. By sums: making one of the browser's own formatters costs an old phone a tenth of a second. */
export function exactTime(at: number): string {
  return new Date(Math.min(at + AHEAD_MS, LAST_MS)).toISOString().slice(0, 19).replace("T", NO_BREAK);
}

/** 2026-11-23 14:05 within a sentence, which a browser would break at its dashes. */
export function minuteInWords(at: number): string {
  return exactTime(at).slice(0, 16).replaceAll("-", "-\u2060");
}

/** 11-23 14:05, or only the time when it is today. */
export function shortTime(at: number, now: number): string {
  const exact = exactTime(at);
  return exact.slice(0, 10) === exactTime(now).slice(0, 10) ? exact.slice(11, 16) : exact.slice(5, 16);
}

/** How long ago. */
export function age(at: number, now: number): string {
  return whole(ageText(at, now));
}

function ageText(at: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  if (seconds < 3) return t("time.now");
  if (seconds < 60) return t("time.seconds", { n: seconds });
  if (seconds < 3600) return t("time.minutes", { n: Math.floor(seconds / 60) });
  if (seconds < 86_400) return t("time.hours", { n: Math.floor(seconds / 3600) });
  return t("time.days", { n: Math.floor(seconds / 86_400) });
}

/** A length of time in words. */
export function lasting(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return whole(t("time.for_seconds", { n: seconds }));
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return whole(t("time.for_minutes", { n: minutes }));
  return whole(t("time.for_hours", { h: Math.floor(minutes / 60), m: minutes % 60 }));
}

/** 1:02:33 */
export function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number) => String(n).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

export function metres(m: number): string {
  return whole(m < 1000 ? t("length.m", { n: Math.round(m) }) : t("length.km", { n: (m / 1000).toFixed(2) }));
}

export function bytes(n: number): string {
  if (n < 1_000_000) return whole(`${Math.ceil(n / 1000)} KB`);
  return whole(n < 1_000_000_000 ? `${(n / 1_000_000).toFixed(1)} MB` : `${(n / 1_000_000_000).toFixed(1)} GB`);
}

/** Midnight in Zhuji. */
export function startOfDay(at: number): number {
  return Math.floor((at + AHEAD_MS) / DAY_MS) * DAY_MS - AHEAD_MS;
}

/** The address that dials a number, however it is grouped. */
export function telephone(number: string): string {
  return `tel:${number.replace(/[ -]/g, "")}`;
}
