/** The leads that wait for the command room: filter, list, choice of many. Only rows in sight are drawn. */

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Lead, Officer } from "../../api/types";
import { language, t } from "../../i18n";
import { maybeDrag } from "../drag";
import { neighbour } from "../select";
import { EVERYTHING_OPEN, same, stateWord, type Filter, type Sort, type State } from "./filter";
import { Filters } from "./filters";
import { ranged, toggled, type Picked } from "./pick";
import "./queue.css";
import { Row, ROW_PX, type Density } from "./row";
import { pushed, scrollFor, slice } from "./window";

export type QueueProps = {
  leads: ReadonlyMap<string, Lead>;
  /** Those that pass the filter, in order. */
  rows: readonly Lead[];
  officers: ReadonlyMap<string, Officer>;
  unseen: ReadonlySet<string>;
  selected: string | null;
  picked: Picked;
  filter: Filter;
  sort: Sort;
  density: Density;
  now: number;
  onFilter(filter: Filter): void;
  onSort(sort: Sort): void;
  onDensity(density: Density): void;
  onPick(picked: Picked): void;
  onSelect(id: string): void;
  /** Enter or click on a row: go into the detail, on narrow screens by leaving the list. */
  onOpen(id: string): void;
};

export function Queue(props: QueueProps) {
  const { leads, rows, unseen, selected, picked, filter, density, now, onFilter } = props;
  const list = useRef<HTMLDivElement>(null);
  const rowPx = ROW_PX[density];
  const ids = useMemo(() => rows.map(({ id }) => id), [rows]);
  const { scrolled, height } = useScroll(list, ids, rowPx);
  const { from, to } = slice(rows.length, rowPx, scrolled, height);
  useEffect(() => {
    const at = selected === null ? -1 : ids.indexOf(selected);
    const box = list.current;
    if (box && at >= 0) box.scrollTop = scrollFor(at, rowPx, box.scrollTop, box.clientHeight);
  }, [selected, rowPx]);
  // Somebody's position arrives ten times a second: the same rows are not compared again.
  const shown = useMemo(
    () =>
      rows.slice(from, to).map((lead, n) => (
        <Row
          key={lead.id}
          lead={lead}
          at={from + n}
          count={rows.length}
          now={now}
          unseen={unseen.has(lead.id)}
          selected={lead.id === selected}
          picked={picked.ids.has(lead.id)}
          density={density}
        />
      )),
    [rows, from, to, now, unseen, selected, picked, density, language()],
  );
  return (
    <section class={`queue ${density}`} aria-label={t("queue.label")}>
      <Filters {...props} count={rows.length} />
      {rows.length === 0 && <Nothing filter={filter} onFilter={onFilter} />}
      <div
        ref={list}
        class="rows"
        role="listbox"
        tabIndex={0}
        aria-label={t("queue.label")}
        aria-multiselectable="true"
        aria-activedescendant={selected !== null && ids.includes(selected) ? `lead-${selected}` : undefined}
        onKeyDown={(event) => onListKey(event, ids, props)}
        onClick={(event) => onListClick(event, ids, props)}
        onPointerDown={(event) => onGrab(event, leads, picked)}
      >
        <div class="rows-all" style={{ height: `${rows.length * rowPx}px` }}>
          {shown}
        </div>
      </div>
    </section>
  );
}

/** Where the list stands, holding what is being read when rows come in above it. */
function useScroll(list: { current: HTMLDivElement | null }, ids: readonly string[], rowPx: number) {
  const [at, setAt] = useState({ scrolled: 0, height: 800 });
  const before = useRef(ids);
  useLayoutEffect(() => {
    const box = list.current;
    if (box && before.current !== ids) {
      const by = pushed(before.current, ids, rowPx, box.scrollTop);
      if (by !== 0) box.scrollTop += by;
    }
    before.current = ids;
  }, [ids]);
  useEffect(() => {
    const box = list.current;
    if (!box) return undefined;
    const look = () =>
      setAt((old) => {
        const next = { scrolled: box.scrollTop - (box.scrollTop % rowPx), height: box.clientHeight };
        return old.scrolled === next.scrolled && old.height === next.height ? old : next;
      });
    look();
    box.addEventListener("scroll", look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(box);
    return () => {
      box.removeEventListener("scroll", look);
      observer.disconnect();
    };
  }, [rowPx]);
  return at;
}

function onListKey(event: KeyboardEvent, ids: string[], { selected, picked, onSelect, onPick }: QueueProps): void {
  const next = idForKey(event.key, ids, selected);
  if (next === undefined || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  if (next === null) return;
  if (event.shiftKey && selected) onPick(ranged(picked.anchor ? picked : { ...picked, anchor: selected }, ids, next));
  onSelect(next);
}

/** The lead a key leads to; null when there is none; undefined when the key is not ours. */
function idForKey(key: string, ids: string[], selected: string | null): string | null | undefined {
  if (key === "ArrowDown") return neighbour(ids, selected, 1);
  if (key === "ArrowUp") return neighbour(ids, selected, -1);
  if (key === "PageDown") return neighbour(ids, selected, 8);
  if (key === "PageUp") return neighbour(ids, selected, -8);
  if (key === "Home") return ids[0] ?? null;
  if (key === "End") return ids.at(-1) ?? null;
  return undefined;
}

function rowOf(target: EventTarget | null): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>("[data-lead]")?.dataset["lead"] : undefined;
}

function onListClick(event: MouseEvent, ids: string[], { picked, onPick, onOpen }: QueueProps): void {
  const id = rowOf(event.target);
  if (!id) return;
  if (event.shiftKey) return onPick(ranged(picked, ids, id));
  const onBox = event.target instanceof Element && event.target.closest("[data-pick]") !== null;
  if (onBox || event.ctrlKey || event.metaKey) return onPick(toggled(picked, id));
  onOpen(id);
}

function onGrab(event: PointerEvent, leads: ReadonlyMap<string, Lead>, picked: Picked): void {
  const id = rowOf(event.target);
  const lead = id === undefined ? undefined : leads.get(id);
  if (!id || !lead) return;
  maybeDrag(event, () => ({
    leads: picked.ids.has(id) ? [...picked.ids] : [id],
    place: lead.place.coordinates,
  }));
}

/** Where else to look, from each state; from any other everywhere. */
const WIDER: Partial<Record<State, readonly State[]>> = { open: ["unfinished", "all"], all: [] };

/** Says which states were looked through and offers to look further: most often that is what hides a lead. */
function Nothing({ filter, onFilter }: { filter: Filter; onFilter(filter: Filter): void }) {
  if (same(filter, EVERYTHING_OPEN)) return <p class="empty nothing">{t("queue.none_yet")}</p>;
  const wider = WIDER[filter.state] ?? ["all"];
  return (
    <div class="empty nothing">
      <p>
        {t("queue.none")}
        {wider.length > 0 && t("queue.none_in", { state: t(stateWord(filter.state)) })}
      </p>
      {wider.map((state) => (
        <button key={state} type="button" class="chip-button" onClick={() => onFilter({ ...filter, state })}>
          {t("queue.look_in", { state: t(stateWord(state)) })}
        </button>
      ))}
      <button type="button" class="button small" onClick={() => onFilter(EVERYTHING_OPEN)}>
        {t("queue.clear")}
      </button>
    </div>
  );
}
