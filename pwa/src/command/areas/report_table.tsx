/** The rows of a report: what is wrong in plain words, and how to mend it. Only as many are drawn as are looked at. */

import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { language, t } from "../../i18n";
import { Chip } from "../../ui/parts";
import { around, matches, sorted, type Part } from "../table/local";
import { DataTable, type Column } from "../table/table";
import { useTableState } from "../table/state";
import { isError, mendWord, said, type Row } from "./report";

const STEP = 100;
const FIRST: Part = { from: 0, to: STEP };

/** `mended`: defects whose remedy stands above the table, because many rows have them. */
type Props = { rows: Row[]; mended: ReadonlySet<string>; selected: number | null; onSelect(index: number): void; tools: ComponentChildren };

export function ReportTable({ rows, mended, selected, onSelect, tools }: Props) {
  const [at, change] = useTableState("index");
  const [kept, setPart] = useState<Part>(FIRST);
  const onlyErrors = at.filters["only"] === "errors";
  const found = useMemo(() => {
    const wanted = rows.filter(
      (row) => (!onlyErrors || !row.ok) && matches(at.q, [row.code, row.name, row.town_code ?? "", ...row.errors.map(({ zh, en }) => zh + en)]),
    );
    return sorted(wanted, at.sort, value);
  }, [rows, at.q, at.sort, onlyErrors]);
  // Other rows are read from the top, unless one of them is picked.
  useEffect(() => setPart(FIRST), [at.q, at.sort, onlyErrors]);
  const part = around(kept.from < found.length ? kept : FIRST, found.findIndex(({ index }) => index === selected), STEP);
  // Where the map has led to, one goes on from.
  useEffect(() => setPart(part), [part.from, part.to]);
  return (
    <DataTable
      label={t("areas.rows")}
      columns={columns(mended)}
      rows={found.slice(part.from, part.to)}
      total={found.length}
      state="ready"
      {...(part.from > 0 ? { before: () => setPart({ ...part, from: Math.max(0, part.from - STEP) }) } : {})}
      more={found.length > part.to}
      next={() => setPart({ ...part, to: part.to + STEP })}
      at={at}
      onChange={change}
      onOpen={({ index }) => onSelect(index)}
      current={selected === null ? null : String(selected)}
      empty={t("areas.no_rows")}
      filters={
        <label class="inline-field">
          <input
            type="checkbox"
            checked={onlyErrors}
            onChange={() => change({ filters: { ...at.filters, only: onlyErrors ? "" : "errors" } })}
          />
          {t("areas.only_errors")}
        </label>
      }
      tools={tools}
    />
  );
}

function value(row: Row, column: string): string | number {
  if (column === "index") return row.index;
  if (column === "ok") return row.ok ? 1 : 0;
  return column === "code" ? row.code : column === "town_code" ? (row.town_code ?? "") : row.name;
}

function columns(mended: ReadonlySet<string>): Column<Row>[] {
  return [
    { name: "index", title: t("areas.row"), sortable: true, figures: true, cell: ({ index }) => index + 1 },
    { name: "code", title: t("areas.code"), sortable: true, cell: ({ code }) => code || "–" },
    { name: "name", title: t("areas.name"), sortable: true, cell: ({ name }) => name || "–" },
    { name: "town_code", title: t("areas.town"), sortable: true, minor: true, cell: ({ town_code }) => town_code ?? "–" },
    {
      name: "ok",
      title: t("areas.verdict"),
      sortable: true,
      cell: ({ ok }) => (
        <Chip tone={ok ? "ok" : "danger"} icon={ok ? "online" : "warning"}>
          {t(ok ? "areas.good" : "areas.bad")}
        </Chip>
      ),
    },
    { name: "what", title: t("areas.what"), cell: (row) => <Findings row={row} mended={mended} /> },
  ];
}

function Findings({ row: { errors }, mended }: { row: Row; mended: ReadonlySet<string> }) {
  if (errors.length === 0) return <>–</>;
  return (
    <ul class="findings">
      {errors.map((finding, n) => {
        const mend = mended.has(finding.code) ? null : mendWord(finding.code);
        return (
          <li key={n}>
            {isError(finding) ? "" : t("areas.note")}
            {said(finding, language())}
            {mend && <span class="hint"> {t("areas.mend", { how: t(mend) })}</span>}
          </li>
        );
      })}
    </ul>
  );
}
