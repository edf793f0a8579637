/** What was done, by whom, to what: for the auditor alone. A row leads to all that was done to the same thing. */

import { ListFilter } from "lucide";
import type { AuditLine, Me } from "../../api/types";
import { t, type Word } from "../../i18n";
import { exactTime } from "../../ui/format";
import { Icon } from "../../ui/icon";
import { go } from "../../ui/route";
import type { Column } from "../table/table";
import { Choice, Days, Records, Time } from "./page";
import { ProofLink, Sealed } from "./sealed";
import { hasHistory } from "./subject";
import { toldOf } from "./told";

const TOPICS = ["looked", "leads", "patrols", "alarms", "people", "areas", "files"] as const;
const DAY_MS = 86_400_000;

export function AuditPage({ me }: { me: Me }) {
  return (
    <Records<AuditLine>
      title={t("page.audit")}
      beside={<Sealed />}
      me={me}
      name="audit"
      from="/audit/page"
      exports="/audit/export"
      usual="-at"
      columns={columns()}
      onOpen={({ subject }) => go(`audit?subject=${subject}`)}
      opens={hasHistory}
      find={t("audit.find")}
      empty={t("records.no_events")}
      filters={({ filters }, set, setAll) => (
        <>
          <Only label={t("records.subject")} id={filters["subject"]} onClear={() => set("subject", "")} />
          <Only label={t("records.actor")} id={filters["actor"]} onClear={() => set("actor", "")} />
          <Choice
            label={t("audit.topic")}
            value={filters["topic"]}
            options={TOPICS.map((topic) => [topic, t(`audit.topic.${topic}`)])}
            onChange={(value) => set("topic", value)}
          />
          <Days filters={filters} onChange={set} />
          <OneDay word="audit.today" at={Date.now()} filters={filters} onChange={setAll} />
          <OneDay word="audit.yesterday" at={Date.now() - DAY_MS} filters={filters} onChange={setAll} />
        </>
      )}
    />
  );
}

type OneDayProps = {
  word: Word;
  at: number;
  filters: Record<string, string>;
  onChange(filters: Record<string, string>): void;
};

/** Both ends at once: "yesterday" is what is asked for most. */
function OneDay({ word, at, filters, onChange }: OneDayProps) {
  const day = exactTime(at).slice(0, 10);
  const isShown = filters["from_day"] === day && filters["to_day"] === day;
  const next = isShown ? "" : day;
  return (
    <button
      type="button"
      class="button small"
      aria-pressed={isShown}
      onClick={() => onChange({ from_day: next, to_day: next })}
    >
      {t(word)}
    </button>
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
    { name: "at", title: t("records.at"), sortable: true, figures: true, cell: ({ at }) => <Time at={at} seconds /> },
    { name: "actor", title: t("records.actor"), cell: (line) => <Actor line={line} /> },
    { name: "action", title: t("records.action"), cell: ({ action }) => <Action action={action} /> },
    { name: "subject", title: t("records.subject"), minor: true, cell: (line) => <Subject line={line} /> },
    { name: "detail", title: t("records.detail"), minor: true, cell: (line) => <Detail line={line} /> },
    { name: "proof", title: t("sealed.proof"), minor: true, cell: ({ id }) => <ProofLink id={id} /> },
  ];
}

/** Leads to all that this person did. */
function Actor({ line: { actor, actor_name } }: { line: AuditLine }) {
  if (actor === null) return <>{t("records.system")}</>;
  return <a href={`#/audit?actor=${actor}`}>{actor_name ?? actor}</a>;
}

/**
 * By name, or what kind of thing it is and the end of its id, by which a lead's number ends, too. Leads to all that
 * was done to the same thing.
 */
function Subject({ line: { action, subject, subject_name, names } }: { line: AuditLine }) {
  const word = `audit.of.${action.slice(0, action.indexOf("."))}`;
  const kind = t(word as Word);
  const id = subject.slice(-4).toUpperCase();
  const what = subject_name ?? names[subject] ?? (kind === word ? id : t("audit.of", { kind, id }));
  if (!hasHistory({ action })) return <span title={subject}>{what}</span>;
  return (
    <a class="audit-only" href={`#/audit?subject=${subject}`} title={t("audit.only_of", { what })}>
      <span>{what}</span>
      <Icon name={ListFilter} size={14} />
    </a>
  );
}

/** In words; an action that has none yet is still told, by its own name. */
function Action({ action }: Pick<AuditLine, "action">) {
  const word = `audit.${action}`;
  const text = t(word as Word);
  return text === word ? <code>{action}</code> : <span title={action}>{text}</span>;
}

/** In words, with seconds; as it was recorded when it is pointed at. */
function Detail({ line: { detail, names } }: { line: AuditLine }) {
  const told = toldOf(detail, names);
  return <span title={told && JSON.stringify(detail)}>{told || "–"}</span>;
}
