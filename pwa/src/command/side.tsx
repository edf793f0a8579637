/** The right column: one lead, one patrol, or how things stand. */

import type { Lead, LeadDetail, Media, Officer } from "../api/types";
import { t } from "../i18n";
import type { LonLat } from "../map/geometry";
import { Detail, PatrolPage } from "./chosen";
import { Overview } from "./overview";
import type { Selection } from "./selection";
import type { Live } from "./state";
import type { PatrolView } from "./use_patrol";

type Props = {
  at: Selection;
  live: Live;
  leads: readonly Lead[];
  officers: readonly Officer[];
  callers: ReadonlySet<string>;
  media: ReadonlyMap<string, Media>;
  patrol: PatrolView | null;
  failure: string | null;
  by: string;
  me: string;
  holds: boolean;
  reviews: boolean;
  evidenceHolds: boolean;
  now: number;
  /** The list of that state, what waits longest first. */
  onState(state: Lead["state"]): void;
  onChanged(lead: LeadDetail): void;
  onShow(place: LonLat): void;
  onPlay(): void;
  onClose(): void;
};

export function Side({ at, live, leads, officers, callers, media, patrol, failure, by, me, holds, reviews, evidenceHolds, now, ...on }: Props) {
  return (
    <section class="side" id="side" tabIndex={-1} aria-label={t("pane.detail")}>
      {at.lead !== null && (
        <Detail
          key={at.lead}
          id={at.lead}
          stamp={leadStamp(live.leads.get(at.lead))}
          media={media}
          officers={live.officers}
          callers={callers}
          leads={live.leads}
          by={by}
          me={me}
          reviews={reviews}
          holds={evidenceHolds}
          now={now}
          onLead={on.onChanged}
          onShow={(lead) => on.onShow(lead.place.coordinates)}
          onClose={on.onClose}
        />
      )}
      {at.patrol !== null && (
        <PatrolPage
          view={patrol}
          failure={failure}
          holds={holds}
          onShow={on.onShow}
          onPlay={on.onPlay}
          onClose={on.onClose}
        />
      )}
      {at.lead === null && at.patrol === null && (
        <Overview leads={leads} officers={officers} now={now} onState={on.onState} />
      )}
    </section>
  );
}

/** Anything that makes the detail worth reading again. */
function leadStamp(lead: Lead | undefined): string {
  if (!lead) return "";
  return [lead.revision, lead.media_received, lead.media_copies, lead.delivered_at, lead.opened_at, lead.has_news].join("|");
}
