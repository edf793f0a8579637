/** What waits for this person: leads assigned to them, drafts, and what has not been sent. */

import type { Me } from "../api/types";
import { language, t } from "../i18n";
import { readBegun } from "../store/drafts";
import { givenAt } from "../store/given";
import { isGivenTo, readLeads } from "../store/leads";
import type { KnownLead } from "../store/records";
import type { LeadItem, Overview } from "../sync/overview";
import { shortTime } from "../ui/format";
import { Icon, type IconName } from "../ui/icon";
import { Section } from "../ui/parts";
import { useQuery } from "../ui/query";

const SHOWN = 5;

/** Leads that wait for this person to do something, what was assigned last first; `told`: not those handled but not sent yet. Pure. */
export function assignedTo(me: string, known: readonly KnownLead[], told: readonly LeadItem[]): KnownLead[] {
  const handled = told.filter(({ about, op }) => about.act === "handle" && op.state !== "done");
  const done = new Set(handled.map(({ op }) => op.entity));
  const waiting = known.filter(({ id, lead }) => isGivenTo(lead, me) && !done.has(id));
  return waiting.sort((a, b) => givenAt(b) - givenAt(a));
}

export function Waiting({ me, outbox }: { me: Me; outbox: Overview }) {
  const known = useQuery(["leads"], () => readLeads(me.id), [me.id]);
  const drafts = useQuery(["drafts", "media"], () => readBegun(me.id), [me.id]);
  if (!known || !drafts) return null;
  const assigned = assignedTo(me.id, known, outbox.steps);
  const nothing = assigned.length + drafts.length + outbox.pending + outbox.attention === 0;
  return (
    <Section title={t("home.waiting")}>
      {nothing && (
        <p class="card hint home-nothing">
          <Icon name="online" size={20} />
          {t("home.nothing")}
        </p>
      )}
      <ul class="list" aria-label={t("home.waiting")}>
        {assigned.slice(0, SHOWN).map((one) => (
          <AssignedRow key={one.id} known={one} />
        ))}
        {outbox.attention > 0 && (
          <Row to="outbox" icon="warning" tone="danger" text={t("home.attention", { n: outbox.attention })} />
        )}
        {drafts.length > 0 && <Row to="drafts" icon="leads" text={t("home.drafts", { n: drafts.length })} />}
        {outbox.pending > 0 && <Row to="outbox" icon="outbox" text={t("home.unsent", { n: outbox.pending })} />}
      </ul>
    </Section>
  );
}

function AssignedRow({ known }: { known: KnownLead }) {
  const { id, lead } = known;
  const name = language() === "en" ? lead.category_name_en : lead.category_name_zh;
  return (
    <li>
      <a class="list-row" href={`#/leads/${id}`}>
        <Icon name="person" />
        <span class="list-text">
          <strong>{name}</strong>
          <span class="hint">
            {t("home.assigned")} · <time>{shortTime(givenAt(known), Date.now())}</time>
            {lead.address && ` · ${lead.address}`}
          </span>
        </span>
        <Icon name="next" size={20} />
      </a>
    </li>
  );
}

function Row({ to, icon, text, tone = "" }: { to: string; icon: IconName; text: string; tone?: string }) {
  return (
    <li>
      <a class={`list-row ${tone && `home-${tone}`}`} href={`#/${to}`}>
        <Icon name={icon} />
        <span class="list-text">{text}</span>
        <Icon name="next" size={20} />
      </a>
    </li>
  );
}
