/**
 * The one table of the desk's pages.
 *
 *   const [at, change] = useTableState("name");                   // q, sort, filters: kept in the address
 *   const rows = usePages(key, (after, limit, signal) => api(…)); // keyset pages; or `local.ts` when all rows are here
 *   <DataTable label={…} columns={COLUMNS} {...rows} at={at} onChange={change} onOpen={open} tools={<Export />} />
 *
 * A column is sortable when the server sorts by its name. The first column names the row: with `onOpen` it holds the
 * button that opens it, and the arrows go from row to row. Words: `tableWords` belongs to the words of the page.
 */

import type { ComponentChild, ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../i18n";
import { Icon } from "../../ui/icon";
import { Banner, Empty } from "../../ui/parts";
import { useScrollPlace } from "../../ui/returning";
import { ChooseColumns } from "./choose";
import { useColumns } from "./columns";
import { Body } from "./rows";
import { Head } from "./head";
import { useMedia } from "../../ui/use_media";
import type { TableState } from "./state";
import "./table.css";

export type Column<T> = {
  /** What it is sorted by, if it can be. */
  name: string;
  title: string;
  cell(row: T): ComponentChild;
  sortable?: boolean;
  /** Numbers stand one under the other. */
  figures?: boolean;
  /** Left out where there is no room (a phone, 200 % zoom). */
  minor?: boolean;
};

/** Rows that were ticked, by id; for doing the same to several. */
export type Ticked = { ids: ReadonlySet<string>; onChange(ids: ReadonlySet<string>): void };

export type TableProps<T> = {
  label: string;
  columns: readonly Column<T>[];
  /** Whose choice of columns for which table is kept here: `<person>.<table>`. Without it there is no choice. */
  kept?: string;
  rows: readonly T[];
  state: "loading" | "ready" | "failed";
  reason?: string;
  more?: boolean;
  next?(): void;
  /** Rows that stand before the first one drawn. */
  before?(): void;
  again?(): void;
  at: TableState;
  onChange(change: Partial<TableState>): void;
  onOpen?(row: T): void;
  /** Which rows there is something to open of; all of them without it. */
  opens?(row: T): boolean;
  /** The row that is open beside the table. */
  current?: string | null;
  ticked?: Ticked;
  /** How many there are in all, where that is known. */
  total?: number;
  /** What the search looks in, as its placeholder. */
  find?: string;
  empty: string;
  /** Filters, between the search and the tools. */
  filters?: ComponentChildren;
  /** Buttons at the end of the bar: export, add. */
  tools?: ComponentChildren;
};

export function DataTable<T extends { id: string }>(props: TableProps<T>) {
  const { label, rows, state, reason = "", more = false, next, again, at, onChange, empty, total } = props;
  const filtered = at.q !== "" || Object.values(at.filters).some(Boolean);
  const clear = () => onChange({ q: "", filters: {} });
  const choice = useColumns(props.kept, props.columns);
  return (
    <div class="table-part">
      <div class="table-bar">
        <SearchBox label={label} find={props.find ?? t("table.search")} q={at.q} onQ={(q) => onChange({ q })} />
        {props.filters && <Filters at={at}>{props.filters}</Filters>}
        <p class="hint table-count" role="status">
          {state === "loading" ? t("table.loading") : t(more && !total ? "table.more_than" : "table.count", { n: total ?? rows.length })}
        </p>
        <div class="table-tools">
          {props.kept && <ChooseColumns choice={choice} />}
          {props.tools}
        </div>
      </div>
      {state === "failed" && (
        <Banner tone="danger" icon="warning" alert>
          {t("table.failed", { reason })}
          {again && (
            <button type="button" class="button small" onClick={again}>
              {t("table.again")}
            </button>
          )}
        </Banner>
      )}
      {props.before && (
        <button type="button" class="button small table-before" onClick={props.before}>
          {t("table.before")}
        </button>
      )}
      {state === "ready" && rows.length === 0 ? (
        <Empty icon="search">
          <p>{filtered ? t("table.none_found") : empty}</p>
          {filtered && (
            <button type="button" class="button" onClick={clear}>
              {t("table.clear")}
            </button>
          )}
        </Empty>
      ) : (
        rows.length > 0 && <Scroll {...props} columns={choice.shown} />
      )}
      {state === "loading" && rows.length === 0 && <Waiting />}
      <More more={more} loading={state === "loading"} next={next} />
    </div>
  );
}

/** In little room they would leave none for the rows: there they are behind a button. */
function Filters({ at, children }: { at: TableState; children: ComponentChildren }) {
  const narrow = useMedia("(max-width: 760px)");
  if (!narrow) return <>{children}</>;
  const n = Object.values(at.filters).filter(Boolean).length;
  return (
    <details class="table-filters">
      <summary class="button small">{n > 0 ? t("table.filters_n", { n }) : t("table.filters")}</summary>
      <div>{children}</div>
    </details>
  );
}

/** Stays in reach of the keyboard while it loads; when the last page is there, the rows have the focus in its place. */
function More({ more, loading, next }: { more: boolean; loading: boolean; next: (() => void) | undefined }) {
  const place = useRef<HTMLDivElement>(null);
  const pressed = useRef(false);
  useEffect(() => {
    if (more || !pressed.current) return;
    pressed.current = false;
    place.current?.closest(".table-part")?.querySelector<HTMLElement>(".table-scroll")?.focus();
  }, [more]);
  const press = () => {
    pressed.current = true;
    if (!loading) next?.();
  };
  return (
    <div class="table-more" ref={place}>
      {more && (
        <button type="button" class="button" aria-disabled={loading} onClick={press}>
          {t("table.more")}
        </button>
      )}
    </div>
  );
}

function Scroll<T extends { id: string }>(props: TableProps<T>) {
  const box = useRef<HTMLDivElement>(null);
  useScrollPlace(box, null);
  return (
    <div class="table-scroll" ref={box} role="region" aria-label={props.label} tabIndex={0}>
      <table class="table" aria-busy={props.state === "loading"}>
        <Head {...props} />
        <Body {...props} />
      </table>
    </div>
  );
}

/** Typing does not ask the server at every letter. */
const TYPING_MS = 250;

function SearchBox({ label, find, q, onQ }: { label: string; find: string; q: string; onQ(q: string): void }) {
  const [text, setText] = useState(q);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => setText(q), [q]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const typed = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onQ(next.trim()), TYPING_MS);
  };
  return (
    <div class="table-search">
      <Icon name="search" size={20} />
      <input
        type="search"
        aria-label={t("table.search_in", { what: label })}
        placeholder={find}
        value={text}
        onInput={({ currentTarget }) => typed(currentTarget.value)}
      />
    </div>
  );
}

function Waiting() {
  return (
    <div class="table-waiting" aria-hidden="true">
      {Array.from({ length: 6 }, (_, n) => (
        <span key={n} />
      ))}
    </div>
  );
}
