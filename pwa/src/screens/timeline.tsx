/** Every step of a lead in plain words: what the phone did with it, then what people did. */

import type { Step } from "../api/types";
import { t } from "../i18n";
import type { LeadItem } from "../sync/overview";
import { exactTime } from "../ui/format";
import type { Tone } from "../ui/parts";
import { stepText } from "./lead_words";

type Line = { key: string; tone: Tone; text: string; at: number | null; reason: string | null };

const TONES: Record<Step["kind"], Tone> = {
  reported: "plain",
  accepted: "ok",
  rejected: "warn",
  assigned: "info",
  noted: "plain",
  withdrawn: "plain",
  set_out: "info",
  handled: "ok",
  closed: "ok",
  added: "plain",
  objected: "warn",
  upheld: "warn",
};

export function Timeline({ item, steps }: { item: LeadItem | null; steps: readonly Step[] }) {
  return (
    <ol class="timeline">
      {[...phoneLines(item, steps), ...steps.map(lineOf)].map(({ key, tone, text, at, reason }) => (
        <li key={key} class={tone}>
          <strong>{text}</strong>
          {at !== null && <time dateTime={new Date(at).toISOString()}>{exactTime(at)}</time>}
          {reason && <p>{reason}</p>}
        </li>
      ))}
    </ol>
  );
}

/** Until the server tells the first step, the phone tells its own. */
function phoneLines(item: LeadItem | null, steps: readonly Step[]): Line[] {
  if (!item || steps.length > 0) return [];
  const saved: Line = { key: "saved", tone: "ok", text: t("lead.step_saved"), at: item.created_at, reason: null };
  const { done_at, state } = item.op;
  const sent: Line =
    state === "done"
      ? { key: "sent", tone: "ok", text: t("lead.step_sent"), at: done_at, reason: null }
      : { key: "wait", tone: "plain", text: t("lead.step_wait"), at: null, reason: null };
  return [saved, sent];
}

function lineOf(step: Step): Line {
  const reason = step.reason ? (step.kind === "noted" ? step.reason : t("lead.reason", { reason: step.reason })) : null;
  return { key: step.id, tone: TONES[step.kind], text: stepText(step), at: Date.parse(step.at), reason };
}
