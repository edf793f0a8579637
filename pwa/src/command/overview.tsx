/** What the side column shows while nothing is chosen: what waits, for how long, and who is out. */

import { useMemo } from "preact/hooks";
import type { Lead, Officer } from "../api/types";
import { t } from "../i18n";
import { LEAD_MARKS, OFFICER_MARKS, standing, type Freshness, type LeadState } from "../map/marks";
import { LeadMark, OfficerMark } from "./mark";
import { oldestOf } from "./select";
import { Ago } from "./time";
import { toldAt } from "./told_at";
import { freshText } from "./words";

type Props = {
  leads: readonly Lead[];
  officers: readonly Officer[];
  now: number;
  /** The list of that state, what waits longest first. */
  onState(state: LeadState): void;
};

export function Overview({ leads, officers, now, onState }: Props) {
  // Ten thousand of them move many times a second; counting them goes by the clock.
  const fresh = useMemo(() => officers.map((officer) => standing(officer, now)), [now, officers.length]);
  return (
    <section class="detail overview" aria-label={t("overview.title")}>
      <h2>{t("overview.title")}</h2>
      <p class="hint">{t("detail.none")}</p>
      <table class="figures">
        <caption>{t("overview.leads")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("lead.field.state")}</th>
            <th scope="col">{t("overview.count")}</th>
            <th scope="col">{t("overview.oldest")}</th>
          </tr>
        </thead>
        <tbody>
          {(Object.keys(LEAD_MARKS) as LeadState[]).map((state) => (
            <StateRow key={state} state={state} leads={leads} now={now} onState={onState} />
          ))}
        </tbody>
      </table>
      <table class="figures">
        <caption>{t("overview.officers")}</caption>
        <tbody>
          {(Object.keys(OFFICER_MARKS) as Freshness[]).map((each) => (
            <tr key={each}>
              <th scope="row">
                <OfficerMark fresh={each} /> {freshText(each)}
              </th>
              <td>{fresh.filter((one) => one === each).length}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function StateRow({ state, leads, now, onState }: {
  state: LeadState;
  leads: readonly Lead[];
  now: number;
  onState(state: LeadState): void;
}) {
  const here = leads.filter((lead) => lead.state === state);
  const oldest = state === "rejected" || state === "closed" ? undefined : oldestOf(here);
  return (
    <tr>
      <th scope="row">
        <LeadMark state={state} /> {t(`lead.state.${state}`)}
      </th>
      <td>{here.length}</td>
      <td>
        {oldest && (
          <button
            type="button"
            class="link"
            title={t("overview.show", { state: t(`lead.state.${state}`) })}
            onClick={() => onState(state)}
          >
            <Ago at={toldAt(oldest)} now={now} />
          </button>
        )}
      </td>
    </tr>
  );
}
