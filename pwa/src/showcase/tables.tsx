/** The table in all its states. */

import { useState } from "preact/hooks";
import type { Officer } from "../api/types";
import type { TableState } from "../command/table/state";
import { DataTable, type Column } from "../command/table/table";
import { t } from "../i18n";
import { exactTime } from "../ui/format";
import { Part } from "./frame";
import { OFFICERS } from "./samples";

type Line = Officer & { id: string };
const LINES: Line[] = OFFICERS.map((one) => ({ ...one, id: one.person_id }));
const COLUMNS: Column<Line>[] = [
  { name: "name", title: "姓名 · Name", cell: (line) => line.person_name, sortable: true },
  { name: "squad", title: "中队 · Squad", cell: (line) => line.squad },
  { name: "battery", title: "电量 · Battery", cell: (line) => line.battery ?? "—", figures: true, sortable: true },
  { name: "at", title: "时间 · At", cell: (line) => (line.at ? exactTime(Date.parse(line.at)) : "—"), minor: true },
];

export function Tables() {
  const [at, setAt] = useState<TableState>({ q: "", sort: "name", filters: {} });
  const [open, setOpen] = useState<string | null>(LINES[1]!.id);
  const [ids, tick] = useState<ReadonlySet<string>>(new Set([LINES[2]!.id]));
  const change = (part: Partial<TableState>) => setAt({ ...at, ...part });
  const same = { columns: COLUMNS, rows: LINES, at, onChange: change, empty: t("queue.none_yet") };
  const none = { ...same, rows: [] };
  const searched = { q: "队员99", sort: "name", filters: {} };
  return (
    <>
      <Part name="表格 · Table" wide>
        <DataTable
          {...same}
          label="table"
          state="ready"
          more
          next={() => undefined}
          current={open}
          onOpen={({ id }) => setOpen(id)}
          ticked={{ ids, onChange: tick }}
          tools={
            <button type="button" class="button small">
              CSV
            </button>
          }
        />
      </Part>
      <Part name="加载中 · Loading">
        <DataTable {...none} label="loading" state="loading" />
      </Part>
      <Part name="空 · Empty">
        <DataTable {...none} label="empty" state="ready" />
      </Part>
      <Part name="无结果 · None found">
        <DataTable {...none} label="none" state="ready" at={searched} />
      </Part>
      <Part name="失败 · Failed">
        <DataTable {...none} label="failed" state="failed" reason="HTTP 503" again={() => undefined} />
      </Part>
    </>
  );
}
