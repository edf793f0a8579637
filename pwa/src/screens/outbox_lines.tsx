/** One thing on its way, as a line. */

import { t } from "../i18n";
import type { Op } from "../store/records";
import type { LeadItem, PatrolItem } from "../sync/overview";
import { sync } from "../sync/state";
import { bytes, clockTime, shortTime } from "../ui/format";
import { useValue } from "../ui/observable";
import { Chip } from "../ui/parts";
import { stageTone } from "./lead_words";
import { troubleText } from "./trouble";
import { categoryName, useReference } from "./use_reference";

export function LeadLine({ item }: { item: LeadItem }) {
  const reference = useReference();
  const { progress } = useValue(sync);
  const { id, about, created_at, stage, trouble, not_before, media } = item;
  const sending = media.filter((op) => progress.has(op.id));
  return (
    <li>
      <a class="list-row" href={`#/leads/${id}`}>
        <span class="list-text">
          <strong>{t("outbox.lead", { name: categoryName(about.category, reference?.categories) })}</strong>
          <span class="hint">{shortTime(created_at, Date.now())}</span>
          <span class="chips">
            <Chip tone={stageTone(stage)}>{stageText(item)}</Chip>
          </span>
          {sending.map((op) => (
            <Bar key={op.id} op={op} sent={progress.get(op.id) ?? 0} />
          ))}
          {trouble && <span class="trouble">{t("outbox.why", { reason: troubleText(trouble, stage) })}</span>}
          {not_before > Date.now() && <span class="hint">{t("outbox.try_at", { time: clockTime(not_before) })}</span>}
        </span>
      </a>
    </li>
  );
}

function stageText({ stage, done, total, op }: LeadItem): string {
  if (stage === "sending" && total > 0 && op.state === "done") return t("outbox.item.sending_photos", { done, total });
  if (stage === "received" && total > 0)
    return `${t("outbox.item.received")} · ${t("outbox.item.photos", { done, total })}`;
  return t(`outbox.item.${stage}`);
}

function Bar({ op, sent }: { op: Op; sent: number }) {
  return (
    <span class="bar">
      <progress max={op.bytes} value={sent} />
      <span class="hint">{`${bytes(sent)} / ${bytes(op.bytes)}`}</span>
    </span>
  );
}

export function PatrolLine({ item }: { item: PatrolItem }) {
  const { id, created_at, stage, events, points, refused_points, trouble } = item;
  return (
    <li>
      <a class="list-row" href={`#/patrol/${id}`}>
        <span class="list-text">
          <strong>{t("outbox.patrol", { time: shortTime(created_at, Date.now()) })}</strong>
          <span class="chips">
            <Chip tone={stageTone(stage)}>{t(`outbox.item.${stage}`)}</Chip>
          </span>
          {events > 0 && <span class="hint">{t("outbox.events", { n: events })}</span>}
          {points > 0 && <span class="hint">{t("outbox.points", { n: points })}</span>}
          {refused_points > 0 && <span class="hint">{t("outbox.points_refused", { n: refused_points })}</span>}
          {trouble && <span class="trouble">{t("outbox.why", { reason: troubleText(trouble, stage) })}</span>}
        </span>
      </a>
    </li>
  );
}
