/** The last leads one has reported, with what became of them. */

import type { Me } from "../api/types";
import { t } from "../i18n";
import { readLeads } from "../store/leads";
import type { Overview } from "../sync/overview";
import { shortTime } from "../ui/format";
import { Icon } from "../ui/icon";
import { Chip, Section } from "../ui/parts";
import { useQuery } from "../ui/query";
import { merged } from "./lead_lines";
import { leadChip } from "./lead_words";
import { UrgentChip } from "./urgent_chip";
import { categoryName, useReference } from "./use_reference";

const SHOWN = 5;

export function LastReports({ me, outbox }: { me: Me; outbox: Overview }) {
  const known = useQuery(["leads"], () => readLeads(me.id), [me.id]);
  const reference = useReference();
  if (!known) return null;
  const lines = merged(outbox.leads, known, me.id, (code) => categoryName(code, reference?.categories));
  const all = lines.length > 0 && (
    <a class="button quiet small" href="#/leads">
      {t("home.all_reports")}
    </a>
  );
  return (
    <Section title={t("home.reports")} action={all}>
      {lines.length === 0 && <p class="card hint">{t("home.no_reports")}</p>}
      <ul class="list">
        {lines.slice(0, SHOWN).map(({ id, name, where, at, urgent, item, known: told }) => {
          const chip = leadChip(item, told);
          return (
            <li key={id}>
              <a class="list-row" href={`#/leads/${id}`}>
                <span class="list-text">
                  <strong>{name}</strong>
                  <span class="hint">
                    {shortTime(at, Date.now())}
                    {where && ` · ${where}`}
                  </span>
                  <span class="chips">
                    {urgent && <UrgentChip />}
                    <Chip tone={chip.tone} icon={chip.icon}>
                      {chip.text}
                    </Chip>
                  </span>
                </span>
                <Icon name="next" size={20} />
              </a>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
