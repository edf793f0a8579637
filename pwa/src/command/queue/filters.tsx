/** What narrows the queue, what orders it, and the filters that were given a name. */

import { useMemo, useState } from "preact/hooks";
import { Link, Rows3, Rows4, SlidersHorizontal, Star, Trash2 } from "lucide";
import type { Lead } from "../../api/types";
import { language, t } from "../../i18n";
import { Icon } from "../../ui/icon";
import { toast } from "../../ui/toast";
import { shortcutsOf } from "../keys/commands";
import { categoriesOf } from "../select";
import { filterFrom, START_VIEW, toQuery } from "./address";
import { AGES, EVERYTHING_OPEN, narrowing, same, SORTS, STATES, stateWord, type Filter, type Sort } from "./filter";
import type { QueueProps } from "./queue";
import { keepSaved, loadSaved, LONGEST_NAME, withoutSaved, withSaved, type SavedFilters } from "./saved";
import { toFirst } from "./to_first";
import { byName } from "../../ui/by_name";

type Props = QueueProps & { count: number };

export function Filters(props: Props) {
  const { filter, sort, density, leads, count, onFilter, onSort, onDensity } = props;
  const [more, setMore] = useState(false);
  const set = (part: Partial<Filter>) => onFilter({ ...filter, ...part });
  const n = narrowing(filter);
  const other = density === "roomy" ? "dense" : "roomy";
  return (
    <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <Saved filter={filter} sort={sort} onFilter={onFilter} />
      <input
        id="queue-search"
        type="search"
        aria-label={t("queue.search")}
        aria-keyshortcuts={shortcutsOf("search")}
        placeholder={t("queue.search_hint")}
        value={filter.text}
        onInput={({ currentTarget }) => set({ text: currentTarget.value })}
        onKeyDown={(event) => toFirst(event, props)}
      />
      <div class="filter-line">
        <select
          aria-label={t("queue.state")}
          value={filter.state}
          onChange={({ currentTarget }) => set({ state: currentTarget.value as Filter["state"] })}
        >
          {STATES.map((state) => (
            <option key={state} value={state}>
              {t(stateWord(state))}
            </option>
          ))}
        </select>
        <button
          id="queue-more"
          type="button"
          class="button small"
          aria-expanded={more}
          aria-controls="queue-conditions"
          aria-keyshortcuts={shortcutsOf("filters")}
          onClick={() => setMore(!more)}
        >
          <Icon name={SlidersHorizontal} size={18} />
          {n > 0 ? t("filter.more_n", { n }) : t("filter.more")}
        </button>
      </div>
      {more && <Conditions filter={filter} leads={leads} onSet={set} />}
      <div class="filter-line queue-head">
        <p class="queue-count" aria-live="off">
          {t("queue.count", { n: count })}
          <Given filter={filter} leads={leads} onFilter={onFilter} />
        </p>
        <SortChoice sort={sort} onSort={onSort} />
        <button
          type="button"
          class="icon-button"
          aria-label={t(`filter.density_${other}`)}
          title={t(`filter.density_${other}`)}
          onClick={() => onDensity(other)}
        >
          <Icon name={density === "roomy" ? Rows4 : Rows3} size={20} />
        </button>
      </div>
    </form>
  );
}

/** What has left the list because somebody was sent: where it is now, instead of gone. */
function Given({ filter, leads, onFilter }: Pick<Props, "filter" | "leads" | "onFilter">) {
  const given = useMemo(() => [...leads.values()].filter(({ state }) => state === "assigned").length, [leads]);
  if (filter.state !== "open" || given === 0) return null;
  return (
    <button type="button" class="link" onClick={() => onFilter({ ...EVERYTHING_OPEN, state: "assigned" })}>
      {t("queue.given", { n: given })}
    </button>
  );
}

function SortChoice({ sort, onSort }: { sort: Sort; onSort(sort: Sort): void }) {
  return (
    <select
      aria-label={t("filter.sort")}
      value={sort}
      onChange={({ currentTarget }) => onSort(currentTarget.value as Sort)}
    >
      {SORTS.map((each) => (
        <option key={each} value={each}>
          {t(`filter.sort_${each}`)}
        </option>
      ))}
    </select>
  );
}

function Conditions({ filter, leads, onSet }: {
  filter: Filter;
  leads: ReadonlyMap<string, Lead>;
  onSet(part: Partial<Filter>): void;
}) {
  const categories = useMemo(
    () => categoriesOf(leads.values()).map(({ code, zh, en }) => [code, language() === "en" ? en : zh] as const),
    [leads, language()],
  );
  const zones = useMemo(
    () => [["none", t("detail.no_zone")] as const, ...named(leads, ({ duty_zone_id: id, duty_zone_name: name }) => [id, name])],
    [leads, language()],
  );
  const reporters = useMemo(() => named(leads, ({ reported_by: id, reported_by_name: name }) => [id, name]), [leads]);
  const ages = AGES.map((age) => [age, t(`filter.age_${age}`)] as const);
  return (
    <div id="queue-conditions" class="conditions">
      <Choice label={t("queue.category")} all={t("queue.every_category")} of={categories} value={filter.category} onValue={(category) => onSet({ category })} />
      <Choice label={t("filter.zone")} all={t("filter.every_zone")} of={zones} value={filter.zone} onValue={(zone) => onSet({ zone })} />
      <Choice label={t("filter.age")} all={t("filter.every_age")} of={ages} value={filter.age} onValue={(age) => onSet({ age: age as Filter["age"] })} />
      <Choice label={t("filter.reporter")} all={t("filter.every_reporter")} of={reporters} value={filter.reporter} onValue={(reporter) => onSet({ reporter })} />
      {(["photos", "objected"] as const).map((name) => (
        <label key={name} class="check">
          <input type="checkbox" checked={filter[name]} onChange={({ currentTarget }) => onSet({ [name]: currentTarget.checked })} />
          {t(`filter.${name}`)}
        </label>
      ))}
      <button type="button" class="button small" onClick={() => onSet(EVERYTHING_OPEN)}>
        {t("queue.clear")}
      </button>
    </div>
  );
}


/** Ids and names that occur, by name. */
function named(
  leads: ReadonlyMap<string, Lead>,
  part: (lead: Lead) => [string | null, string | null],
): (readonly [string, string])[] {
  const found = new Map<string, string>();
  for (const lead of leads.values()) {
    const [id, name] = part(lead);
    if (id && name) found.set(id, name);
  }
  return [...found].sort((a, b) => byName(a[1], b[1]));
}

function Choice({ label, all, of, value, onValue }: {
  label: string;
  all: string;
  of: readonly (readonly [string, string])[];
  value: string;
  onValue(value: string): void;
}) {
  const chosen = of.find(([code]) => code === value)?.[1];
  return (
    <select aria-label={label} title={chosen} value={value} onChange={({ currentTarget }) => onValue(currentTarget.value)}>
      <option value="">{all}</option>
      {of.map(([code, name]) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
      {value !== "" && chosen === undefined && <option value={value}>{t("filter.gone")}</option>}
    </select>
  );
}

/** Filters with a name: one click or Shift and its number brings one back. */
function Saved({ filter, sort, onFilter }: { filter: Filter; sort: Sort; onFilter(filter: Filter): void }) {
  const [saved, setSaved] = useState(loadSaved);
  const [name, setName] = useState<string | null>(null);
  const keep = (next: SavedFilters) => {
    setSaved(next);
    keepSaved(next);
  };
  const inForce = saved.filters.find(({ query }) => same(filterFrom(query), filter));
  const add = () => {
    if (name) keep(withSaved(saved, name, filter));
    setName(null);
  };
  const usual = same(filter, EVERYTHING_OPEN) && sort === START_VIEW.sort;
  if (saved.filters.length === 0 && usual) return null;
  return (
    <div class="saved" role="group" aria-label={t("saved.title")}>
      {saved.filters.map((one, n) => (
        <button
          key={one.name}
          type="button"
          class="chip-button"
          data-saved={n + 1}
          aria-pressed={one === inForce}
          aria-keyshortcuts={`Shift+${n + 1}`}
          onClick={() => onFilter(filterFrom(one.query))}
        >
          <kbd aria-hidden="true">{n + 1}</kbd>
          {one.name}
          {saved.usual === one.name && <Icon name={Star} size={14} />}
        </button>
      ))}
      {name === null && !inForce && !same(filter, EVERYTHING_OPEN) && (
        <button type="button" class="chip-button add" onClick={() => setName("")}>
          <Icon name="plus" size={16} />
          {t("saved.add")}
        </button>
      )}
      {name !== null && (
        <span class="saved-name">
          <input
            ref={(field) => field?.focus()}
            aria-label={t("saved.name")}
            placeholder={t("saved.name")}
            maxLength={LONGEST_NAME}
            value={name}
            onInput={({ currentTarget }) => setName(currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter") (event.preventDefault(), add());
              if (event.key === "Escape") (event.stopPropagation(), setName(null));
            }}
          />
          <button type="button" class="button small" onClick={add}>
            {t("saved.keep")}
          </button>
        </span>
      )}
      {inForce && (
        <span class="saved-tools">
          <button
            type="button"
            class="icon-button"
            aria-pressed={saved.usual === inForce.name}
            aria-label={t("saved.usual", { name: inForce.name })}
            title={t("saved.usual", { name: inForce.name })}
            onClick={() => keep({ ...saved, usual: saved.usual === inForce.name ? null : inForce.name })}
          >
            <Icon name={Star} size={18} />
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={t("saved.delete", { name: inForce.name })}
            title={t("saved.delete", { name: inForce.name })}
            onClick={() => keep(withoutSaved(saved, inForce.name))}
          >
            <Icon name={Trash2} size={18} />
          </button>
        </span>
      )}
      <button type="button" class="chip-button" onClick={() => void copyLink(filter, sort)}>
        <Icon name={Link} size={16} />
        {t("saved.copy")}
      </button>
    </div>
  );
}

/** The view for somebody else: what is listed and in which order, without the lead one is looking at. */
async function copyLink(filter: Filter, sort: Sort): Promise<void> {
  const query = toQuery({ ...START_VIEW, filter, sort });
  const link = `${location.origin}${location.pathname}#/room${query && `?${query}`}`;
  try {
    await navigator.clipboard.writeText(link);
    toast(t("saved.copied"), { tone: "ok" });
  } catch {
    toast(t("saved.copy_failed", { link }), { tone: "danger", lasting: true });
  }
}
