/** One page of records: heading, filters, table, export. What it shows stands in the address and can be shared. */

import type { ComponentChildren } from "preact";
import { t } from "../../i18n";
import { exactTime } from "../../ui/format";
import { usePages } from "../table/pages";
import { useTableState, writeState, type TableState } from "../table/state";
import { DataTable, type Column } from "../table/table";
import { ExportFailed, Tools, useExport } from "./export";
import { readRecords } from "./requests";
import "./records.css";

type Props<T> = {
  title: string;
  /** Behind `/api`: where the pages come from, and the files. */
  from: string;
  exports: string;
  /** The order without asking. */
  usual: string;
  columns: readonly Column<T>[];
  empty: string;
  onOpen?(row: T): void;
  filters(at: TableState, set: (name: string, value: string) => void): ComponentChildren;
};

export function Records<T extends { id: string }>(props: Props<T>) {
  const { title, from, exports, usual, columns, empty, onOpen, filters } = props;
  const [at, change] = useTableState(usual);
  const list = usePages<T>(writeState(at, usual), (after, signal) => readRecords<T>(from, at, after, signal));
  const exporting = useExport(exports, at);
  const set = (name: string, value: string) => change({ filters: { ...at.filters, [name]: value } });
  return (
    <main class="page records" id="lists">
      <header class="page-head">
        <h2>{title}</h2>
        <p class="print-only hint">{t("records.printed", { time: exactTime(Date.now()).slice(0, 16) })}</p>
      </header>
      <ExportFailed exporting={exporting} />
      <DataTable
        label={title}
        columns={columns}
        {...list}
        at={at}
        onChange={change}
        {...(onOpen ? { onOpen } : {})}
        empty={empty}
        filters={filters(at, set)}
        tools={<Tools exporting={exporting} />}
      />
    </main>
  );
}

type ChoiceProps = {
  label: string;
  value: string | undefined;
  options: readonly (readonly [value: string, text: string])[];
  onChange(value: string): void;
};

/** One of several, or any. A value from the address that is not among them stays chosen. */
export function Choice({ label, value = "", options, onChange }: ChoiceProps) {
  const unknown = value !== "" && !options.some(([one]) => one === value);
  return (
    <select aria-label={label} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
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

export function Time({ at }: { at: string | null }) {
  if (at === null) return <>–</>;
  return <time dateTime={at}>{exactTime(Date.parse(at)).slice(0, 16)}</time>;
}
