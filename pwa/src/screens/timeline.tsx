/** Every step of a lead in plain words: what the phone did with it, then what people did, then what comes next. */

import type { Lead, LeadDetail, Step, Uuid } from "../api/types";
import { t } from "../i18n";
import type { LeadItem } from "../sync/overview";
import { age, exactTime } from "../ui/format";
import { useNow } from "../ui/now";
import type { Tone } from "../ui/parts";
import { madeIn, nextText, stepText } from "./lead_words";

type Line = { key: string; tone: Tone; text: string; at: number | null; reason: string | null; media: number };

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
  urged: "warn",
  calmed: "plain",
  recategorised: "plain",
};

type Props = { me: Uuid; item: LeadItem | null; steps: readonly Step[]; lead: (Lead & Partial<LeadDetail>) | null };

export function Timeline({ me, item, steps, lead }: Props) {
  const now = useNow(30_000);
  const next = lead && nextText(lead);
  return (
    <>
      <ol class="timeline">
        {[...phoneLines(item, steps), ...steps.map((step) => lineOf(step, me, lead?.media ?? []))].map((line) => (
          <li key={line.key} class={line.tone}>
            <strong>{line.text}</strong>
            {line.at !== null && (
              <time class="step-when" dateTime={new Date(line.at).toISOString()}>
                <span>{age(line.at, now)}</span>
                <span>{exactTime(line.at)}</span>
              </time>
            )}
            {line.reason && <p>{line.reason}</p>}
            {line.media > 0 && <span class="hint">{t("lead.step_media", { n: line.media })}</span>}
          </li>
        ))}
      </ol>
      {next && <p class="hint">{next}</p>}
    </>
  );
}

/** Until the server tells the first step, the phone tells its own. */
function phoneLines(item: LeadItem | null, steps: readonly Step[]): Line[] {
  if (!item || steps.length > 0) return [];
  const plain = { reason: null, media: 0 };
  const saved: Line = { key: "saved", tone: "ok", text: t("lead.step_saved"), at: item.created_at, ...plain };
  const { done_at, state } = item.op;
  const sent: Line =
    state === "done"
      ? { key: "sent", tone: "ok", text: t("lead.step_sent"), at: done_at, ...plain }
      : { key: "wait", tone: "plain", text: t("lead.step_wait"), at: null, ...plain };
  return [saved, sent];
}

function lineOf(step: Step, me: Uuid, media: LeadDetail["media"]): Line {
  const { id, kind, at, reason } = step;
  const because = (kind === "rejected" || kind === "upheld" || kind === "objected") && reason !== null;
  // Meant for whoever goes there: whoever reported it reads it as a word to somebody else.
  const forAnother = kind === "assigned" && reason && step.assignee_id !== me;
  return {
    key: id,
    tone: TONES[kind],
    text: stepText(step, me),
    at: Date.parse(at),
    reason: because ? t("lead.reason", { reason }) : forAnother ? t("lead.for_assignee", { reason }) : reason,
    media: madeIn(step, media),
  };
}
