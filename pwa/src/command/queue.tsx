/** The leads that wait for the command room: filter, list, keys. */

import { useMemo, useRef, useState } from "preact/hooks";
import type { Lead } from "../api/types";
import { language, t } from "../i18n";
import { LeadMark } from "./mark";
import { categoriesOf, EVERYTHING_OPEN, isObjected, neighbour, queue, type Filter } from "./select";
import { Ago } from "./time";

type Props = {
  leads: ReadonlyMap<string, Lead>;
  unseen: ReadonlySet<string>;
  selected: string | null;
  now: number;
  onSelect(id: string): void;
  /** Enter on a row: go into the detail, on narrow screens by leaving the list. */
  onOpen(id: string): void;
};

export function Queue({ leads, unseen, selected, now, onSelect, onOpen }: Props) {
  const [filter, setFilter] = useState(EVERYTHING_OPEN);
  const rows = useMemo(() => queue(leads.values(), filter), [leads, filter]);
  const list = useRef<HTMLDivElement>(null);
  const open = useRef(onOpen);
  open.current = onOpen;
  // Hundreds of rows, and somebody's position arrives ten times a second: the same rows are not compared again.
  const shown = useMemo(
    () =>
      rows.map((lead) => (
        <Row
          key={lead.id}
          lead={lead}
          now={now}
          unseen={unseen.has(lead.id)}
          selected={lead.id === selected}
          onOpen={() => open.current(lead.id)}
        />
      )),
    [rows, now, unseen, selected, language()],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    const id = idForKey(event.key, rows, selected);
    if (event.key === "Enter" && selected) onOpen(selected);
    if (id === undefined) return;
    event.preventDefault();
    if (id === null) return;
    onSelect(id);
    list.current?.querySelector(`#lead-${CSS.escape(id)}`)?.scrollIntoView({ block: "nearest" });
  };

  return (
    <section class="queue" aria-label={t("queue.label")}>
      <Filters filter={filter} leads={leads} onChange={setFilter} />
      <p class="queue-count">{t("queue.count", { n: rows.length })}</p>
      <div
        ref={list}
        class="rows"
        role="listbox"
        tabIndex={0}
        aria-label={t("queue.label")}
        aria-activedescendant={selected ? `lead-${selected}` : undefined}
        onKeyDown={onKeyDown}
      >
        {shown}
      </div>
      {rows.length === 0 && <Nothing filtered={filter !== EVERYTHING_OPEN} onClear={() => setFilter(EVERYTHING_OPEN)} />}
    </section>
  );
}

/** The lead a key leads to; null when there is none; undefined when the key is not ours. */
function idForKey(key: string, rows: Lead[], selected: string | null): string | null | undefined {
  const ids = rows.map(({ id }) => id);
  if (key === "ArrowDown") return neighbour(ids, selected, 1);
  if (key === "ArrowUp") return neighbour(ids, selected, -1);
  if (key === "Home") return ids[0] ?? null;
  if (key === "End") return ids.at(-1) ?? null;
  return undefined;
}

function Filters({ filter, leads, onChange }: {
  filter: Filter;
  leads: ReadonlyMap<string, Lead>;
  onChange(filter: Filter): void;
}) {
  const states: Filter["state"][] = ["open", "reported", "accepted", "assigned", "handled", "closed", "rejected", "all"];
  return (
    <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <input
        type="search"
        aria-label={t("queue.search")}
        placeholder={t("queue.search_hint")}
        value={filter.text}
        onInput={({ currentTarget }) => onChange({ ...filter, text: currentTarget.value })}
      />
      <select
        aria-label={t("queue.state")}
        value={filter.state}
        onChange={({ currentTarget }) => onChange({ ...filter, state: currentTarget.value as Filter["state"] })}
      >
        {states.map((state) => (
          <option key={state} value={state}>
            {state === "open" || state === "all" ? t(`queue.${state}`) : t(`lead.state.${state}`)}
          </option>
        ))}
      </select>
      <select
        aria-label={t("queue.category")}
        value={filter.category}
        onChange={({ currentTarget }) => onChange({ ...filter, category: currentTarget.value })}
      >
        <option value="">{t("queue.every_category")}</option>
        {categoriesOf(leads.values()).map(({ code, zh, en }) => (
          <option key={code} value={code}>
            {language() === "en" ? en : zh}
          </option>
        ))}
      </select>
    </form>
  );
}

export function categoryName(lead: Lead): string {
  return language() === "en" ? lead.category_name_en : lead.category_name_zh;
}

function Row({ lead, now, unseen, selected, onOpen }: {
  lead: Lead;
  now: number;
  unseen: boolean;
  selected: boolean;
  onOpen(): void;
}) {
  const where = lead.duty_zone_name ?? lead.town_name ?? t("queue.outside");
  return (
    <div
      id={`lead-${lead.id}`}
      class={unseen ? "row unseen" : "row"}
      role="option"
      aria-selected={selected}
      onClick={onOpen}
    >
      <LeadMark state={lead.state} />
      <div class="row-text">
        <p class="row-title">
          <strong>{categoryName(lead)}</strong>
          {isObjected(lead) && <span class="badge waiting">{t("lead.objected")}</span>}
          {unseen && <span class="badge new">{t("lead.new")}</span>}
          <Ago at={lead.captured_at} now={now} />
        </p>
        <p class="row-line">{lead.address || lead.note || t("detail.no_note")}</p>
        <p class="row-more">
          <span>{t(`lead.state.${lead.state}`)}</span>
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

function Nothing({ filtered, onClear }: { filtered: boolean; onClear(): void }) {
  if (!filtered) return <p class="empty">{t("queue.none_yet")}</p>;
  return (
    <div class="empty">
      <p>{t("queue.none")}</p>
      <button type="button" class="button" onClick={onClear}>
        {t("queue.clear")}
      </button>
    </div>
  );
}
