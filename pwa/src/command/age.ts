/** How long ago something was, in the unit a person would say it in. */

export type Age = { unit: "now" | "minute" | "hour" | "day"; count: number };

/** Age of an instant; a clock that is ahead gives "now", never a time to come. */
export function ageOf(at: string, now: number): Age {
  const seconds = Math.floor((now - Date.parse(at)) / 1000);
  if (seconds < 60) return { unit: "now", count: 0 };
  if (seconds < 3600) return { unit: "minute", count: Math.floor(seconds / 60) };
  if (seconds < 86_400) return { unit: "hour", count: Math.floor(seconds / 3600) };
  return { unit: "day", count: Math.floor(seconds / 86_400) };
}

/** Age of a fix, where seconds matter. */
export function secondsSince(at: string, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(at)) / 1000));
}

const EXACT = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

/** An instant as the wall clock in Zhuji shows it: 2026-11-23 16:05:09. */
export function exactTime(at: string | number): string {
  const parts = new Map(EXACT.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
  return `${part("year")}-${part("month")}-${part("day")} ${part("hour")}:${part("minute")}:${part("second")}`;
}

/** Hours and minutes, for lists where the day is plain. */
export function clockTime(at: string | number): string {
  return exactTime(at).slice(11, 16);
}

/** A length of time in whole minutes as h:mm, or m:ss below an hour. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** Metres below a kilometre, kilometres with one decimal above. */
export function distanceText(metres: number): string {
  return metres < 995 ? `${Math.round(metres / 10) * 10} m` : `${(metres / 1000).toFixed(1)} km`;
}
