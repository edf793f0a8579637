/** A lead on paper: facts, plan, what happened, photos with their hashes. */

import type { Area, EvidencePurpose, LeadDetail, Media } from "../../api/types";
import { t } from "../../i18n";
import { distanceM } from "../../map/geometry";
import { bytes, exactTime, metres } from "../../ui/format";
import { Facts } from "../../ui/parts";
import { Custody } from "../custody";
import { typeText } from "../media_facts";
import { categoryName } from "../names";
import { mediaUrl } from "../requests";
import { isClockWrong } from "../told_at";
import { mediaState, noPreview, placeText, stepText } from "../words";
import { SketchMap } from "./sketch_map";

type Props = {
  lead: LeadDetail;
  areas: readonly Area[];
  /** What the photos are printed for; none until it has been said. */
  purpose: EvidencePurpose | null;
  reviews: boolean;
  /** Of a photo that has a redacted copy that alone is shown. */
  redacted: boolean;
};

export function PrintedLead({ lead, areas, purpose, reviews, redacted }: Props) {
  const media = redacted ? withoutUncovered(lead.media) : lead.media;
  const { fix, place } = lead;
  const own = fix && t("detail.own_fix_value", {
    place: placeText([fix.lon, fix.lat]),
    accuracy: Math.round(fix.accuracy_m),
    distance: metres(distanceM([fix.lon, fix.lat], place.coordinates)),
  });
  return (
    <>
      <section class="whole">
        <h2>{categoryName(lead)}</h2>
        <Facts
          rows={[
            [t("lead.field.state"), stateOf(lead)],
            [t("detail.address"), lead.address || t("act.none")],
            [t("detail.place"), t("print.with", { what: placeText(place.coordinates), how: t(`detail.place.${lead.place_source}`) })],
            own ? [t("detail.own_fix"), own] : null,
            [t("detail.zone"), lead.duty_zone_name ?? t("detail.no_zone")],
            [t("detail.town"), lead.town_name ?? t("detail.no_town")],
            [t("detail.reporter"), lead.reported_by_name],
            [t("detail.assignee"), lead.assigned_to_name ?? t("act.none")],
            [t("detail.captured"), capturedAt(lead)],
            [t("detail.received"), exactTime(Date.parse(lead.received_at))],
            [t("detail.note"), lead.note || t("detail.no_note")],
          ]}
        />
      </section>
      <section class="whole">
        <h2>{t("print.plan")}</h2>
        <SketchMap
          areas={areas}
          pin={place.coordinates}
          fix={fix && [fix.lon, fix.lat]}
          label={t("print.plan")}
        />
        <p class="small">{t("print.plan_lead")}</p>
      </section>
      <section>
        <h2>{t("step.title")}</h2>
        <ol class="steps">
          {lead.steps.map((step) => (
            <li key={step.id} class="whole">
              <time>{exactTime(Date.parse(step.at))}</time>
              {stepText(step)}
              {step.reason && <blockquote>{step.reason}</blockquote>}
            </li>
          ))}
        </ol>
      </section>
      <section>
        <h2>{t("photos.title")}</h2>
        {lead.media.length === 0 && <p>{t("photos.none")}</p>}
        {media.map((item, n) => (
          <Photo key={item.id} {...{ item, purpose, reviews }} n={n + 1} total={media.length} />
        ))}
      </section>
    </>
  );
}

/** Urgency is said in a word: paper has no colours. */
export function stateOf({ state, urgent }: Pick<LeadDetail, "state" | "urgent">): string {
  return [t(`lead.state.${state}`), urgent && t("lead.urgent")].filter(Boolean).join(" · ");
}

/** What the phone says, and whether its clock can have been right. */
export function capturedAt(lead: Pick<LeadDetail, "captured_at" | "received_at">): string {
  return [exactTime(Date.parse(lead.captured_at)), isClockWrong(lead) && t("detail.clock_wrong")].filter(Boolean).join(" · ");
}

/** Without the originals that have a redacted copy, and whatever else was made of them. */
export function withoutUncovered(media: readonly Media[]): Media[] {
  const covered = new Set(media.flatMap(({ role, derived_from }) => (role === "redacted" && derived_from ? [derived_from] : [])));
  return media.filter(({ id, role, derived_from }) => role === "redacted" || !(covered.has(id) || covered.has(derived_from ?? "")));
}

type PhotoProps = Pick<Props, "purpose" | "reviews"> & { item: Media; n: number; total: number };

function Photo({ item, purpose, reviews, n, total }: PhotoProps) {
  const none = item.preview === "ready" ? t("custody.print_hint") : noPreview(item);
  return (
    <figure class="whole">
      {item.preview === "ready" && purpose ? (
        <img src={mediaUrl(item.id, "preview", purpose)} alt={item.filename} />
      ) : (
        <p class="no-photo">{none}</p>
      )}
      <figcaption>
        <strong>
          {t("box.position", { n, total })} · {item.filename}
        </strong>
        <br />
        {t(`photos.${item.source}`)} · {t(item.source === "camera" ? "box.captured" : "box.file_time")} {exactTime(Date.parse(item.captured_at))} ·{" "}
        {mediaState(item)}
        {item.verified_at && ` ${exactTime(Date.parse(item.verified_at))}`}
        <br />
        {typeText(item)} · {bytes(item.size)}
        <br />
        SHA-256 <code>{item.sha256}</code>
      </figcaption>
      {reviews && purpose && (
        <>
          <h3>{t("custody.title")}</h3>
          <Custody id={item.id} version={item.state} />
        </>
      )}
    </figure>
  );
}
