/** What was done, by whom, to what: for the auditor alone. A row leads to all that was done to the same thing. */

import type { AuditLine, Me } from "../../api/types";
import { t } from "../../i18n";
import { Icon } from "../../ui/icon";
import { go } from "../../ui/route";
import type { Column } from "../table/table";
import { Days, Records, Time } from "./page";
import { hasHistory } from "./subject";

export function AuditPage({ me }: { me: Me }) {
  return (
    <Records<AuditLine>
      title={t("page.audit")}
      me={me}
      name="audit"
      from="/audit/page"
      exports="/audit/export"
      usual="-at"
      columns={columns()}
      onOpen={({ subject }) => go(`audit?subject=${subject}`)}
      opens={hasHistory}
      empty={t("records.no_events")}
      filters={({ filters }, set) => (
        <>
          <Only label={t("records.subject")} id={filters["subject"]} onClear={() => set("subject", "")} />
          <Only label={t("records.actor")} id={filters["actor"]} onClear={() => set("actor", "")} />
          <Days filters={filters} onChange={set} />
        </>
      )}
    />
  );
}

/** What the log is narrowed to, until it is taken away. */
function Only({ label, id, onClear }: { label: string; id: string | undefined; onClear(): void }) {
  if (!id) return null;
  const text = t("records.only", { what: label, id: id.slice(-6) });
  return (
    <button type="button" class="button small" title={id} aria-label={t("records.only_clear", { text })} onClick={onClear}>
      {text} <Icon name="close" size={16} />
    </button>
  );
}

function columns(): Column<AuditLine>[] {
  return [
    { name: "at", title: t("records.at"), sortable: true, figures: true, cell: ({ at }) => <Time at={at} /> },
    { name: "actor", title: t("records.actor"), cell: (line) => <Actor line={line} /> },
    { name: "action", title: t("records.action"), cell: ({ action }) => <code>{action}</code> },
    { name: "subject", title: t("records.subject"), minor: true, cell: ({ subject }) => <code>{subject}</code> },
    { name: "detail", title: t("records.detail"), minor: true, cell: ({ detail }) => <code class="long">{JSON.stringify(detail)}</code> },
  ];
}

/** Leads to all that this person did. */
function Actor({ line: { actor, actor_name } }: { line: AuditLine }) {
  if (actor === null) return <>{t("records.system")}</>;
  return <a href={`#/audit?actor=${actor}`}>{actor_name ?? actor}</a>;
}
