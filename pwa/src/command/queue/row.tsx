/** One lead in the queue. */

import type { Lead } from "../../api/types";
import { t } from "../../i18n";
import { LeadMark } from "../mark";
import { categoryName } from "../names";
import { receiptWord } from "../arrived";
import { ClockWrong } from "../clock_wrong";
import { Ago } from "../time";
import { toldAt } from "../told_at";
import { Urgent } from "../urgent";
import { isObjected } from "../select";
import { waitText } from "../words";
import { waitingOf } from "./filter";

export type Density = "roomy" | "dense";
/** Heights in CSS pixels, the same as in queue.css: rows of one height can be skipped without drawing them. */
export const ROW_PX: Record<Density, number> = { roomy: 88, dense: 44 };

type Props = {
  lead: Lead;
  at: number;
  count: number;
  now: number;
  unseen: boolean;
  selected: boolean;
  picked: boolean;
  density: Density;
};

/** The list above hears the clicks: two thousand rows need no ears of their own. */
export function Row({ lead, at, count, now, unseen, selected, picked, density }: Props) {
  const receipt = receiptWord(lead);
  const where = lead.duty_zone_name ?? lead.town_name ?? t("queue.outside");
  return (
    <div
      id={`lead-${lead.id}`}
      data-lead={lead.id}
      class={`row ${unseen ? "unseen" : ""} ${picked ? "picked" : ""}`}
      role="option"
      aria-selected={selected}
      aria-checked={picked}
      aria-posinset={at + 1}
      aria-setsize={count}
      style={{ top: `${at * ROW_PX[density]}px` }}
    >
      <span class="row-pick" data-pick aria-hidden="true" title={t("many.pick")} />
      <LeadMark state={lead.state} />
      <div class="row-text">
        <p class="row-title">
          <strong>{categoryName(lead)}</strong>
          {lead.urgent && <Urgent />}
          {isObjected(lead) && <span class="badge waiting">{t("filter.objected")}</span>}
          {lead.has_news && <span class="badge waiting">{t("lead.added_news")}</span>}
          {unseen && <span class="badge new">{t("lead.new")}</span>}
          <Ago at={toldAt(lead)} now={now} />
        </p>
        <p class="row-line">{lead.address || lead.note || t("detail.no_note")}</p>
        <p class="row-more">
          <span class="row-state">{t(`lead.state.${lead.state}`)}</span>
          <ClockWrong lead={lead} time />
          <Waits lead={lead} now={now} />
          {lead.assigned_to_name && <span>{lead.assigned_to_name}</span>}
          {receipt && <span>{receipt}</span>}
          <span>{where}</span>
          <span>{lead.reported_by_name}</span>
          {lead.media_total > 0 && (
            <span>{t("queue.photos", { received: lead.media_received, total: lead.media_total })}</span>
          )}
        </p>
      </div>
    </div>
  );
}

/** How long what nobody has answered has been waiting; the colour says only that it is long. */
function Waits({ lead, now }: { lead: Lead; now: number }) {
  const waiting = waitingOf(lead, now);
  if (waiting === null || waiting === "fresh") return null;
  return <span class={`badge wait-${waiting}`}>{waitText(now - Date.parse(lead.received_at))}</span>;
}
