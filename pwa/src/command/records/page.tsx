/** One page of records: heading, filters, table, export. What it shows stands in the address and can be shared. */

import type { ComponentChildren } from "preact";
import type { Me } from "../../api/types";
import { t } from "../../i18n";
import { exactTime } from "../../ui/format";
import { usePages, type Rows } from "../table/pages";
import { useTableState, writeState, type TableState } from "../table/state";
import { DataTable, type Column } from "../table/table";
import { ExportFailed, Tools, useExport, type Exporting } from "./export";
import { readRecords } from "./requests";
import "./records.css";

/** Where a list comes from: behind `/api`, its pages and its file; its order without asking; whether it has places. */
export type Source = { from: string; exports: string; usual: string; mapped?: boolean };

export type RecordList<T> = {
  at: TableState;
  /** What is asked for, as it stands in the address; empty for the usual view. */
  asked: string;
  change(change: Partial<TableState>): void;
  rows: Rows<T>;
  exporting: Exporting;
  mapped: boolean;
};

export function useRecords<T extends { id: string }>({ from, exports, usual, mapped = false }: Source): RecordList<T> {
  const [at, change] = useTableState(usual);
  const asked = writeState(at, usual);
  const rows = usePages<T>(asked, (after, limit, signal) => readRecords<T>(from, at, after, limit, signal));
  const exporting = useExport(exports, at);
  return { at, asked, change, rows, exporting, mapped };
}

type Set = (name: string, value: string) => void;
type SetAll = (values: Record<string, string>) => void;

type TablePart<T> = {
  title: string;
  me: Me;
  /** The choice of columns is kept under this name. */
  name: string;
  columns: readonly Column<T>[];
  /** What the search looks in. */
  find?: string;
  empty: string;
  onOpen?(row: T): void;
  /** Rows that cannot be opened have no button. */
  opens?(row: T): boolean;
  current?: string | null;
  filters(at: TableState, set: Set, setAll: SetAll): ComponentChildren;
};

/** The table of a list with everything about it, for pages that have more than that. */
export function RecordTable<T extends { id: string }>({ list, ...part }: TablePart<T> & { list: RecordList<T> }) {
  const { title, me, name, filters, onOpen, opens, current = null, ...rest } = part;
  const { at, change, rows, exporting, mapped } = list;
  const setAll: SetAll = (values) => change({ filters: { ...at.filters, ...values } });
  const set: Set = (field, value) => setAll({ [field]: value });
  return (
    <>
      <ExportFailed exporting={exporting} />
      <DataTable
        label={title}
        kept={`${me.id}.${name}`}
        {...rest}
        {...rows}
        at={at}
        onChange={change}
        current={current}
        {...(onOpen ? { onOpen } : {})}
        {...(opens ? { opens } : {})}
        filters={filters(at, set, setAll)}
        tools={<Tools exporting={exporting} mapped={mapped} />}
      />
    </>
  );
}

/** A page that is a list and nothing else. */
export function Records<T extends { id: string }>(
  { from, exports, usual, mapped = false, beside, ...part }: Source & TablePart<T> & { beside?: ComponentChildren },
) {
  const list = useRecords<T>({ from, exports, usual, mapped });
  return (
    <main class="page records" id="lists">
      <header class="page-head">
        <h2>{part.title}</h2>
        {beside}
        <Printed />
      </header>
      <RecordTable {...part} list={list} />
    </main>
  );
}

/** On paper: when it was printed, and that it is what was on the screen. */
export function Printed() {
  return <p class="print-only hint">{t("records.printed", { time: exactTime(Date.now()).slice(0, 16) })}</p>;
}

type ChoiceProps = {
  label: string;
  value: string | undefined;
  options: readonly (readonly [value: string, text: string])[];
  onChange(value: string): void;
};

/** One of several, or any. A value from the address that is not among them stays chosen. */
export function Choice({ label, value = "", options, onChange }: ChoiceProps) {
  const chosen = options.find(([one]) => one === value)?.[1];
  const unknown = value !== "" && chosen === undefined;
  return (
    <select
      aria-label={label}
      class={value === "" ? undefined : "chosen"}
      title={chosen}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    >
      <option value="">{t("records.any", { what: label })}</option>
      {unknown && <option value={value}>{value}</option>}
      {options.map(([one, text]) => (
        <option key={one} value={one}>
          {text}
        </option>
      ))}
    </select>
  );
}

type DaysProps = { filters: Record<string, string>; onChange(name: string, value: string): void };

export function Days({ filters, onChange }: DaysProps) {
  const day = (name: "from_day" | "to_day") => (
    <label class="records-day">
      <span>{t(`records.${name}`)}</span>
      <input
        type="date"
        value={filters[name] ?? ""}
        min={name === "to_day" ? filters.from_day : undefined}
        max="2199-12-31"
        onChange={({ currentTarget }) => onChange(name, currentTarget.value)}
      />
    </label>
  );
  return (
    <>
      {day("from_day")}
      {day("to_day")}
    </>
  );
}

/** Where a table is narrow, the day with its time below it: a browser would break the day at its dashes. */
export function Time({ at, seconds = false }: { at: string | null; seconds?: boolean }) {
  if (at === null) return <>–</>;
  const exact = exactTime(Date.parse(at));
  return (
    <time dateTime={at}>
      <span>{exact.slice(0, 10)}</span> <span>{exact.slice(11, seconds ? 19 : 16)}</span>
    </time>
  );
}
