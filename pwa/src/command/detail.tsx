/** One lead: what, where, who, what has happened, what can be done. */

import { useState } from "preact/hooks";
import type { Fix, Lead, LeadDetail, Media, Officer } from "../api/types";
import { t } from "../i18n";
import { distanceM, type LonLat } from "../map/geometry";
import { metres } from "../ui/format";
import { Printer } from "lucide";
import { Icon } from "../ui/icon";
import { lazy } from "../ui/lazy";
import { Facts } from "../ui/parts";
import { ClockWrong } from "./clock_wrong";
import { Decide } from "./decide";
import { withKey } from "./keys/commands";
import { LeadStateChip } from "./mark";
import { Mend } from "./mend";
import { Photos } from "./photos";
import { categoryName } from "./names";
import { receiptText } from "./arrived";
import { TakeBack } from "./take_back";
import { Ago, Exact } from "./time";
import { Timeline } from "./timeline";
import { numberOf, toldAt } from "./told_at";
import { Urgent } from "./urgent";
import { useLead } from "./use_lead";
import { useNews } from "./use_news";
import { placeText } from "./words";

const Retention = lazy(
  () => import("./retention/retention").then((module) => module.Retention),
  undefined,
  () => import("../i18n/holds").then((words) => words.holdsWords()),
);

type Props = {
  id: string;
  /** Changes with every frame about this lead. */
  stamp: string;
  /** Newest states of this lead's media that the live line has told. */
  media: ReadonlyMap<string, Media>;
  officers: ReadonlyMap<string, Officer>;
  /** Who has called for help. */
  callers: ReadonlySet<string>;
  leads: ReadonlyMap<string, Lead>;
  by: string;
  /** The id of who looks. */
  me: string;
  /** Whether they may read who has handled the photos. */
  reviews: boolean;
  /** Whether they may hold evidence beyond its time. */
  holds: boolean;
  now: number;
  onLead(lead: LeadDetail): void;
  onShow(lead: LeadDetail): void;
  onClose(): void;
};

/** Phones report metres; beyond this a fix is a weak proof of place. */
const WEAK_ACCURACY_M = 50;

export function Detail({ id, stamp, media, officers, callers, leads, by, me, reviews, holds, now, onLead, onShow, onClose }: Props) {
  const view = useLead({ id, stamp, media, by, onLead });
  const { lead, failure, sending } = view;
  const news = useNews(lead, me);
  const pending = sending.state === "sending" ? sending.preview : null;
  if (!lead) {
    return failure ? <Failure reason={failure} onRetry={view.retry} /> : <p role="status">{t("detail.loading")}</p>;
  }
  const state = pending?.state ?? lead.state;
  return (
    <article class="detail" aria-label={t("detail.label")}>
      <header class="detail-head">
        <h2>{categoryName(lead)}</h2>
        {lead.urgent && <Urgent />}
        <LeadStateChip state={state} />
        <button type="button" class="icon-button" aria-label={t("detail.close")} title={withKey(t("detail.close"), "Escape")} onClick={onClose}>
          <Icon name="close" size={20} />
        </button>
      </header>
      <p class="news" role="status">{news}</p>
      {failure && <Failure reason={failure} onRetry={view.retry} />}
      <Decide lead={lead} view={view} officers={officers} callers={callers} leads={leads} now={now} />
      <TakeBack lead={lead} view={view} me={me} now={now} />
      <div class="lead-more">
        <a class="button small" href={`#/print/lead/${lead.id}`} target="_blank" rel="opener">
          <Icon name={Printer} size={18} />
          {t("print.open")}
        </a>
        <Mend lead={lead} view={view} />
      </div>
      <p class="note">{lead.note || t("detail.no_note")}</p>
      <Photos lead={lead} me={me} reviews={reviews} />
      <LeadFacts lead={lead} assignee={pending?.assigned_to_name ?? lead.assigned_to_name} now={now} onShow={onShow} />
      {holds && lead.media.length > 0 && <Retention key={lead.id} lead={lead.id} revision={lead.revision} />}
      <Timeline lead={lead} pending={pending?.step ?? null} now={now} />
    </article>
  );
}

function Failure({ reason, onRetry }: { reason: string; onRetry(): void }) {
  return (
    <div class="problem" role="alert">
      <p>{t("detail.failed", { reason })}</p>
      <button type="button" class="button" onClick={onRetry}>
        {t("detail.retry")}
      </button>
    </div>
  );
}

function LeadFacts({ lead, assignee, now, onShow }: {
  lead: LeadDetail;
  assignee: string | null;
  now: number;
  onShow(lead: LeadDetail): void;
}) {
  const captured = (
    <>
      <Exact at={lead.captured_at} /> <ClockWrong lead={lead} /> · <Ago at={toldAt(lead)} now={now} />
    </>
  );
  return (
    <Facts
      rows={[
        [t("detail.address"), lead.address || t("act.none")],
        [t("detail.place"), <Place lead={lead} onShow={onShow} />],
        [t("detail.zone"), lead.duty_zone_name ?? t("detail.no_zone")],
        [t("detail.town"), lead.town_name ?? t("detail.no_town")],
        [t("detail.reporter"), lead.reported_by_name],
        [t("detail.assignee"), [assignee ?? t("act.none"), receiptText(lead)].filter(Boolean).join(" · ")],
        [t("detail.captured"), captured],
        [t("detail.received"), <Exact at={lead.received_at} />],
        lead.fix && [t("detail.own_fix"), ownFix(lead.fix, lead.place.coordinates)],
        [t("detail.number"), <code>{numberOf(lead)}</code>],
        [t("detail.id"), <code class="hash">{lead.id}</code>],
      ]}
    />
  );
}

function ownFix({ lon, lat, accuracy_m }: Fix, place: LonLat): string {
  return t("detail.own_fix_value", {
    place: placeText([lon, lat]),
    accuracy: Math.round(accuracy_m),
    distance: metres(distanceM([lon, lat], place)),
  });
}

function Place({ lead, onShow }: { lead: LeadDetail; onShow(lead: LeadDetail): void }) {
  const [copied, setCopied] = useState(false);
  const text = lead.place.coordinates.map((degrees) => degrees.toFixed(6)).join(",");
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(true));
  return (
    <>
      <span>
        {placeText(lead.place.coordinates)}
        <br />
        {t(`detail.place.${lead.place_source}`)}
        {lead.accuracy_m !== null && `${t("detail.comma")}${t("detail.accuracy", { n: Math.round(lead.accuracy_m) })}`}
      </span>
      {lead.accuracy_m !== null && lead.accuracy_m > WEAK_ACCURACY_M && (
        <span class="warning">{t("detail.accuracy_low")}</span>
      )}
      <span class="decide-buttons">
        <button type="button" class="button small" onClick={() => onShow(lead)}>
          {t("detail.show_on_map")}
        </button>
        <button type="button" class="button small" onClick={copy}>
          {t(copied ? "detail.copied" : "detail.copy")}
        </button>
      </span>
    </>
  );
}
