/** Every step a lead has taken, oldest first, in plain words. */

import type { LeadDetail, Step } from "../api/types";
import { t } from "../i18n";
import { exactTime } from "../ui/format";
import type { Preview } from "./decision";
import { Ago } from "./time";
import { toldAt } from "./told_at";
import { stepText } from "./words";

/** A step that reached the server this much later than it was taken says so: it was taken offline. */
const LATE_MS = 120_000;

export function Timeline({ lead, pending, now }: { lead: LeadDetail; pending: Preview["step"] | null; now: number }) {
  // The frame about our own step can be faster than the answer to it.
  const sending = pending && !lead.steps.some(({ id }) => id === pending.id) ? pending : null;
  return (
    <section aria-label={t("step.title")}>
      <h3>{t("step.title")}</h3>
      <ol class="timeline">
        {lead.steps.map((step) => (
          <li key={step.id} class={`step ${step.kind}`}>
            <Sentence step={step} />
            <p class="row-more">
              <Ago at={toldAt({ captured_at: step.at, received_at: step.received_at })} now={now} />
              <span>{exactTime(Date.parse(step.at))}</span>
              {isLate(step) && <span>{t("step.late", { time: exactTime(Date.parse(step.received_at)) })}</span>}
            </p>
          </li>
        ))}
        {sending && (
          <li class={`step ${sending.kind} pending`}>
            <Sentence step={sending} />
            <p class="row-more">{t("step.sending")}</p>
          </li>
        )}
      </ol>
    </section>
  );
}

function Sentence({ step }: { step: Preview["step"] & Partial<Step> }) {
  return (
    <>
      <p>{stepText(step)}</p>
      {step.reason && <blockquote>{step.reason}</blockquote>}
    </>
  );
}

function isLate({ at, received_at }: Step): boolean {
  return Date.parse(received_at) - Date.parse(at) > LATE_MS;
}
