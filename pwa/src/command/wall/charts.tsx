/** Figures as shapes: what a person takes in at a glance, with the number and the word beside each. */

import type { Lead, Officer } from "../../api/types";
import { language, t } from "../../i18n";
import { LeadMark, OfficerMark } from "../mark";
import { freshText } from "../words";
import { age } from "../../ui/format";
import { ageing, BANDS, FRESHNESS, leadsByState, longestWaiting, officersByStanding, today, WAITING } from "./figures";

export function Leads({ leads }: { leads: readonly Lead[] }) {
  const counts = leadsByState(leads);
  return (
    <section class="wall-card" aria-label={t("wall.leads")}>
      <h2>{t("wall.leads")}</h2>
      <ul class="wall-states">
        {WAITING.map((state) => (
          <li key={state} class={state === "reported" && counts.reported > 0 ? "due" : ""}>
            <LeadMark state={state} />
            <span>{t(`lead.state.${state}`)}</span>
            <b>{counts[state as keyof typeof counts]}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Duty({ officers, now }: { officers: ReadonlyMap<string, Officer>; now: number }) {
  const counts = officersByStanding(officers.values(), now);
  return (
    <section class="wall-card" aria-label={t("wall.duty")}>
      <h2>
        {t("wall.duty")} <b>{officers.size}</b>
      </h2>
      <div class="wall-stack" aria-hidden="true">
        {FRESHNESS.map((fresh) => counts[fresh] > 0 && <i key={fresh} class={fresh} style={{ flexGrow: counts[fresh] }} />)}
      </div>
      <ul class="wall-fresh">
        {FRESHNESS.map((fresh) => (
          <li key={fresh}>
            <OfficerMark fresh={fresh} /> {freshText(fresh)} <b>{counts[fresh]}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}

const AROUND = 2 * Math.PI * 40;

export function Today({ leads, now }: { leads: readonly Lead[]; now: number }) {
  const { reported, decided, handled, byHour } = today(leads, now);
  const share = reported === 0 ? 0 : decided / reported;
  const most = Math.max(4, ...byHour);
  return (
    <section class="wall-card wall-today" aria-label={t("wall.today")}>
      <h2>{t("wall.today")}</h2>
      <svg class="wall-ring" viewBox="0 0 100 100" role="img" aria-label={t("wall.decided_of", { n: decided, of: reported })}>
        <circle cx="50" cy="50" r="40" />
        <circle cx="50" cy="50" r="40" class="share" stroke-dasharray={`${share * AROUND} ${AROUND}`} />
        <text x="50" y="59">{reported === 0 ? "–" : `${Math.round(share * 100)}%`}</text>
      </svg>
      <p>
        {t("wall.reported")} <b>{reported}</b>
        <br />
        {t("wall.decided")} <b>{decided}</b>
        <br />
        {t("wall.handled")} <b>{handled}</b>
      </p>
      <svg class="wall-hours" viewBox="0 0 240 60" preserveAspectRatio="none" aria-hidden="true">
        {byHour.map((n, hour) => (
          <rect key={hour} x={hour * 10 + 1} width="8" y={58 - (n / most) * 54} height={(n / most) * 54 + 2} />
        ))}
      </svg>
      <p class="wall-scale" aria-hidden="true">
        <span>0</span>
        <span>6</span>
        <span>12</span>
        <span>18</span>
        <span>24</span>
      </p>
    </section>
  );
}

const BAND_WORDS = ["wall.band.0", "wall.band.1", "wall.band.2", "wall.band.3", "wall.band.4"] as const;
export function Ageing({ leads, now }: { leads: readonly Lead[]; now: number }) {
  const counts = ageing(leads, now);
  const most = Math.max(5, ...counts);
  const [longest] = longestWaiting(leads, 1);
  return (
    <section class="wall-card wall-ageing" aria-label={t("wall.ageing")}>
      <h2>{t("wall.ageing")}</h2>
      {longest && (
        <p class="wall-oldest">
          {t("wall.longest")} <b>{age(Date.parse(longest.received_at), now)}</b>
          <span>{language() === "en" ? longest.category_name_en : longest.category_name_zh}</span>
        </p>
      )}
      <ul class="wall-bars">
        {BANDS.map((_, band) => (
          <li key={band} class={`band-${band}`}>
            <b>{counts[band]}</b>
            <i aria-hidden="true">
              <i style={{ height: `${((counts[band] ?? 0) / most) * 100}%` }} />
            </i>
            <span>{t(BAND_WORDS[band]!)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
