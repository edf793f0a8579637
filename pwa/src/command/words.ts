/** Sentences put together from words and figures, in one place so that lists and cards say the same. */

import type { Gap, LonLat, Media, Officer, Step } from "../api/types";
import { language, t } from "../i18n";
import type { Freshness } from "../map/marks";
import { clockTime, exactTime, lasting } from "../ui/format";
import type { Link } from "./live";

export function linkText({ state, since }: Link): string {
  return t(`link.${state}`, { time: exactTime(since).slice(11) });
}

const DAY_MS = 86_400_000;
const GAP_REASONS = [
  "hidden",
  "permission",
  "battery",
  "no_fix",
  "paused",
  "app_closed",
  "not_received",
  "jump",
  "unusable",
] as const;
const DROP_REASONS = ["off_duty", "mock", "accuracy", "duplicate", "clock", "speed", "nowhere", "beside"] as const;
const PREVIEW_REASONS = [
  "erased",
  "video",
  "audio",
  "not_an_image",
  "too_large",
  "too_many_pixels",
  "truncated",
  "decoder_failed",
] as const;

/** The word when we know it; a newer server may have reasons this page has not heard of. */
function known<T extends string>(word: string | null, words: readonly T[]): T | undefined {
  return words.find((each) => each === word);
}

export function gapReason(reason: string): string {
  return t(`gap.${known(reason, GAP_REASONS) ?? "unknown"}`);
}

export function gapText({ seconds, reason }: Gap): string {
  return t("gap.on_map", { length: lasting(seconds * 1000), reason: gapReason(reason) });
}

export function dropReason(reason: string): string {
  return t(`drop.${known(reason, DROP_REASONS) ?? "other"}`);
}

/** Why there is no picture, or that it is still being made. */
export function noPreview({ state, preview, preview_reason }: Media): string {
  if (state !== "received" && state !== "mismatch") return t("photos.not_here");
  if (preview !== "none") return t("photos.pending");
  return t("photos.no_preview", { reason: t(`preview.${known(preview_reason, PREVIEW_REASONS) ?? "unknown"}`) });
}

export function freshText(fresh: Freshness): string {
  return t(fresh === "none" ? "officers.unplaced" : `officers.${fresh}`);
}

/** What was done, by whom and to what end; the reason stands below it. */
export function stepText(step: Pick<Step, "kind" | "actor_name" | "assignee_name"> & Partial<Step>): string {
  const category = (language() === "en" ? step.category_name_en : step.category_name_zh) ?? "";
  return t(`step.${step.kind}`, { name: step.actor_name, assignee: step.assignee_name ?? "", category });
}

/** A place in words: two bare numbers are read in either order. */
export function placeText([lon, lat]: LonLat): string {
  return t("place.text", { lon: lon.toFixed(6), lat: lat.toFixed(6) });
}

/** What has become of a photo's bytes so far. */
export function mediaState({ state, received_bytes, size }: Media): string {
  const percent = size > 0 ? Math.floor((received_bytes / size) * 100) : 0;
  return t(`photos.${state}`, { percent });
}

/** From a start to an end on the wall clock; the day is said once. */
export function span(from: string, to: string | null): string {
  const end = to === null ? t("patrol.ongoing") : clockTime(Date.parse(to));
  return `${exactTime(Date.parse(from)).slice(0, 16)} – ${end}`;
}

/** How long something waits for an answer: `ms` to the minute, of days to the day. */
export function waitText(ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  return days > 0 ? t("queue.waits_days", { n: days }) : t("queue.waits", { length: lasting(ms) });
}

export function dutyText({ patrol_state, place }: Officer): string {
  if (patrol_state === "paused") return t("assign.paused");
  return place ? t("assign.on_duty") : t("assign.no_fix");
}
