/** What has become of a lead, in a word. Pure. */

import { CircleCheckBig, UserCheck, Wrench } from "lucide";
import type { Lead, LeadDetail, LeadState, MediaState, Step, Uuid } from "../api/types";
import { language, t } from "../i18n";
import type { About, KnownLead, Op } from "../store/records";
import type { LeadItem, Stage } from "../sync/overview";
import type { IconName } from "../ui/icon";
import type { Tone } from "../ui/parts";

export type LeadChip = { tone: Tone; icon: IconName; text: string; photos: string | null };

const ICONS: Record<LeadState, IconName> = {
  reported: "waiting",
  accepted: "online",
  rejected: "failed",
  assigned: UserCheck,
  handled: Wrench,
  closed: CircleCheckBig,
};

const TONES: Record<LeadState, Tone> = { reported: "plain", accepted: "ok", rejected: "warn", assigned: "info", handled: "info", closed: "ok" };

/** On its way, the phone knows better; once there, the server does. */
export function leadChip(item: LeadItem | null, known: KnownLead | null): LeadChip {
  const lead = known?.lead;
  if (item && item.op.state !== "done")
    return { tone: stageTone(item.stage), icon: "outbox", text: t(`my.state.${onItsWay(item.stage)}`), photos: photosOf(item) };
  if (item && (item.stage === "attention" || item.stage === "conflict")) {
    return { tone: "danger", icon: "warning", text: t(`my.state.${item.stage}`), photos: photosOf(item) };
  }
  if (!lead) return { tone: "ok", icon: "online", text: t("my.state.received"), photos: item && photosOf(item) };
  const { done, total } = made(lead, item);
  const sending = item !== null && item.stage !== "received";
  const photos =
    total > 0 ? t(sending && done < total ? "my.photos_sending" : "my.photos", { done, total }) : null;
  return { tone: TONES[lead.state], icon: ICONS[lead.state], text: t(`my.state.${lead.state}`), photos };
}

/** How many things that the person made came with a step; `media`: all of the lead. */
export function madeIn(step: Pick<Step, "media">, media: LeadDetail["media"]): number {
  const copies = new Set(media.filter(({ derived_from }) => derived_from !== null).map(({ id }) => id));
  return (step.media ?? []).filter((id) => !copies.has(id)).length;
}

/** How much of what the person made has arrived; copies that the app made of it do not count. */
export function made(lead: KnownLead["lead"], item: LeadItem | null): { done: number; total: number } {
  const own = lead.media.filter(({ derived_from }) => derived_from === null);
  if (own.length === lead.media_total)
    return { done: own.filter(({ state }) => state === "received").length, total: own.length };
  return { done: Math.max(lead.media_received, item?.done ?? 0), total: lead.media_total };
}

function photosOf({ done, total }: LeadItem): string | null {
  return total > 0 ? t("my.photos", { done, total }) : null;
}

function onItsWay(stage: Stage): Exclude<Stage, "verifying"> {
  return stage === "verifying" ? "sending" : stage;
}

export function stageTone(stage: Stage): Tone {
  if (stage === "attention" || stage === "conflict") return "danger";
  if (stage === "received") return "ok";
  return stage === "saved" ? "plain" : "info";
}

/** A step as a sentence for whoever reads it. */
export function stepText(step: Step, me: Uuid): string {
  const { kind, actor_id, actor_name, assignee_id, assignee_name } = step;
  const category = (language() === "en" ? step.category_name_en : step.category_name_zh) ?? "";
  const name = actor_id === me ? t("lead.you") : actor_name;
  const assignee = assignee_id === me ? t("lead.you") : (assignee_name ?? "");
  return t(`lead.step_${kind}`, { name, assignee, category });
}

/** What happens next, in a sentence; null when nothing does. */
export function nextText({ state, objection }: Lead): string | null {
  if (objection === "open") return t("lead.next_objected");
  return state === "rejected" || state === "closed" ? null : t(`lead.next_${state}`);
}

/** What a step tells, in a few words. */
export function actText(act: About["act"]): string {
  return t(`lead.act_${act ?? "add"}`);
}

/** What has become of a photo: what the phone is doing with it, or what the server has. */
export function mediumText(
  op: Op | undefined,
  sent: number | undefined,
  state: MediaState | undefined,
): { tone: Tone; text: string } {
  if (op?.state === "done" || state === "received") return { tone: "ok", text: t("lead.media_received") };
  if (op?.state === "attention" || op?.state === "conflict") return { tone: "danger", text: t("lead.media_attention") };
  if (op && sent !== undefined) return { tone: "info", text: t("lead.media_sending", { n: percent(sent, op.bytes) }) };
  if (op?.phase === "verify" || state === "verifying") return { tone: "info", text: t("lead.media_verifying") };
  if (op) return { tone: "plain", text: t("lead.media_here") };
  return { tone: state === "mismatch" ? "warn" : "plain", text: t(`lead.media_${state ?? "declared"}`) };
}

function percent(part: number, whole: number): number {
  return whole > 0 ? Math.min(100, Math.floor((part / whole) * 100)) : 0;
}
