/** My leads: what lies on the phone and what the server knows, one list, newest first. */

import { useEffect } from "preact/hooks";
import type { Me } from "../api/types";
import { language, t } from "../i18n";
import { readLeads } from "../store/leads";
import type { KnownLead } from "../store/records";
import type { LeadItem, Overview } from "../sync/overview";
import { pullAll } from "../sync/pull";
import { shortTime } from "../ui/format";
import { Icon } from "../ui/icon";
import { Chip, Empty } from "../ui/parts";
import { useQuery } from "../ui/query";
import { leadChip } from "./lead_words";
import { categoryName, useReference } from "./use_reference";

const LOOK_EVERY_MS = 20_000;

/** A lead as one line. */
type Line = { id: string; name: string; where: string; at: number; item: LeadItem | null; known: KnownLead | null };

export function Leads({ me, outbox }: { me: Me; outbox: Overview }) {
  const known = useQuery(["leads"], () => readLeads(me.id), [me.id]);
  const reference = useReference();
  useEffect(() => {
    const timer = setInterval(() => void pullAll(Date.now()), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  if (!known) return <p class="hint">{t("app.loading")}</p>;
  const lines = merged(outbox.leads, known, (code) => categoryName(code, reference?.categories));
  if (lines.length === 0) {
    return (
      <Empty icon="leads">
        <p>{t("my.none")}</p>
        <a class="button primary" href="#/capture">
          {t("my.go_capture")}
        </a>
      </Empty>
    );
  }
  return (
    <>
      <ul class="list" aria-label={t("my.title")}>
        {lines.map((line) => (
          <LeadRow key={line.id} line={line} />
        ))}
      </ul>
      <button type="button" class="button quiet" onClick={() => void pullAll(Date.now())}>
        {t("my.update")}
      </button>
    </>
  );
}

/** One line per lead, however many places know of it. */
export function merged(
  items: readonly LeadItem[],
  known: readonly KnownLead[],
  name: (code: string) => string,
): Line[] {
  const lines = new Map<string, Line>();
  for (const lead of known) {
    const { category_name_en, category_name_zh, address, town_name, captured_at } = lead.lead;
    const named = language() === "en" ? category_name_en : category_name_zh;
    const line = {
      id: lead.id,
      name: named,
      where: address || (town_name ?? ""),
      at: Date.parse(captured_at),
      item: null,
      known: lead,
    };
    lines.set(lead.id, line);
  }
  for (const item of items) {
    const { id, about, created_at } = item;
    const line = lines.get(id) ?? {
      id,
      name: name(about.category),
      where: about.address,
      at: created_at,
      item: null,
      known: null,
    };
    lines.set(id, { ...line, item });
  }
  return [...lines.values()].sort((a, b) => b.at - a.at);
}

function LeadRow({ line }: { line: Line }) {
  const { id, name, where, at, item, known } = line;
  const chip = leadChip(item, known);
  const news = known !== null && known.lead.revision > known.seen_revision;
  return (
    <li>
      <a class="list-row" href={`#/leads/${id}`}>
        <span class="list-text">
          <strong>{name}</strong>
          <span class="hint">
            {shortTime(at, Date.now())}
            {where && ` · ${where}`}
          </span>
          <span class="chips">
            <Chip tone={chip.tone}>{chip.text}</Chip>
            {chip.photos && <Chip>{chip.photos}</Chip>}
            {news && <Chip tone="info">{t("my.news")}</Chip>}
          </span>
        </span>
        <Icon name="next" size={20} />
      </a>
    </li>
  );
}
