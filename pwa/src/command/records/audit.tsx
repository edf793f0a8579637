/** What was done, by whom, to what: for the auditor alone. */

import type { AuditLine } from "../../api/types";
import { t } from "../../i18n";
import type { Column } from "../table/table";
import { Days, Records, Time } from "./page";

export function AuditPage() {
  return (
    <Records<AuditLine>
      title={t("page.audit")}
      from="/audit/page"
      exports="/audit/export"
      usual="-at"
      columns={columns()}
      empty={t("records.no_events")}
      filters={({ filters }, set) => <Days filters={filters} onChange={set} />}
    />
  );
}

function columns(): Column<AuditLine>[] {
  return [
    { name: "at", title: t("records.at"), sortable: true, figures: true, cell: ({ at }) => <Time at={at} /> },
    { name: "actor", title: t("records.actor"), cell: (line) => line.actor_name ?? line.actor ?? t("records.system") },
    { name: "action", title: t("records.action"), cell: ({ action }) => <code>{action}</code> },
    { name: "subject", title: t("records.subject"), minor: true, cell: ({ subject }) => <code>{subject}</code> },
    { name: "detail", title: t("records.detail"), minor: true, cell: ({ detail }) => <code class="long">{JSON.stringify(detail)}</code> },
  ];
}
