/** The command room's answers to a lead: accept, reject with a reason, assign, note. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Lead, LeadDetail, Officer } from "../api/types";
import { t } from "../i18n";
import { Assign } from "./assign";
import { shortcutsOf } from "./keys/commands";
import { ReadyReasons } from "./ready_reasons";
import { waysOn, type Decision, type Way } from "./decision";
import { changesBetween } from "./select";
import type { LeadView, Sending } from "./use_lead";

/** What is being written, kept while another form is looked into and thrown away only once something has arrived. */
const NO_TEXTS = { reject: "", note: "", reopen: "", close: "", uphold: "" };

const SHORTCUTS: Partial<Record<Way, string | undefined>> = {
  accept: shortcutsOf("accept"),
  reject: shortcutsOf("reject"),
  assign: shortcutsOf("give"),
  reassign: shortcutsOf("give"),
};

type Props = {
  lead: LeadDetail;
  view: LeadView;
  officers: ReadonlyMap<string, Officer>;
  callers: ReadonlySet<string>;
  leads: ReadonlyMap<string, Lead>;
  now: number;
};

export function Decide({ lead, view, officers, callers, leads, now }: Props) {
  const [open, setOpen] = useState<Exclude<Way, "accept"> | null>(null);
  const [texts, setTexts] = useState(NO_TEXTS);
  const busy = view.sending.state === "sending";
  const decide = async (decision: Decision) => {
    if (!(await view.decide(decision))) return;
    setOpen(null);
    setTexts(NO_TEXTS);
  };
  return (
    <section class="decide" aria-label={t("act.title")}>
      {lead.objection === "open" && <Objection lead={lead} />}
      <div class="decide-buttons">
        {waysOn(lead).map((way) => (
          <button
            key={way}
            type="button"
            class={way === "accept" ? "button primary" : "button"}
            data-way={way}
            disabled={busy}
            aria-keyshortcuts={SHORTCUTS[way]}
            aria-expanded={way === "accept" ? undefined : open === way}
            onClick={() =>
              way === "accept" ? void decide({ kind: way, reason: null }) : setOpen(open === way ? null : way)
            }
          >
            {t(`act.${way}`)}
          </button>
        ))}
      </div>
      <Answer sending={view.sending} onRetry={(decision) => void decide(decision)} />
      {open !== null && isWorded(open) && (
        <ReasonForm
          key={open}
          way={open}
          busy={busy}
          value={texts[open]}
          onInput={(value) => setTexts((old) => ({ ...old, [open]: value }))}
          onCancel={() => setOpen(null)}
          onSubmit={(reason) => void decide({ kind: open === "reopen" ? "accept" : open, reason })}
        />
      )}
      {(open === "assign" || open === "reassign") && (
        <Assign
          place={lead.place.coordinates}
          townCode={lead.town_code}
          officers={officers}
          callers={callers}
          leads={leads}
          now={now}
          busy={busy}
          onAssign={(assignee_id, assignee_name) => void decide({ kind: "assign", assignee_id, assignee_name })}
        />
      )}
    </section>
  );
}

/** What is to be answered, directly above the answers. */
function Objection({ lead }: { lead: LeadDetail }) {
  const step = lead.steps.filter(({ kind }) => kind === "objected").at(-1);
  if (!step?.reason) return null;
  return (
    <figure class="objection">
      <figcaption>{t("objection.title", { name: step.actor_name })}</figcaption>
      <blockquote>{step.reason}</blockquote>
    </figure>
  );
}

function isWorded(way: Way): way is keyof typeof NO_TEXTS {
  return way in NO_TEXTS;
}

function ReasonForm({ way, busy, value, onInput, onCancel, onSubmit }: {
  way: keyof typeof NO_TEXTS;
  busy: boolean;
  value: string;
  onInput(value: string): void;
  onCancel(): void;
  onSubmit(reason: string): void;
}) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [empty, setEmpty] = useState(false);
  useEffect(() => field.current?.focus(), []);
  const submit = (event: Event) => {
    event.preventDefault();
    const reason = value.trim();
    setEmpty(reason === "");
    if (reason !== "") onSubmit(reason);
    else field.current?.focus();
  };
  return (
    <form class="reason" onSubmit={submit}>
      <label for="reason">{t(way === "note" || way === "close" ? `act.${way}_text` : "act.reason")}</label>
      {way === "reject" && (
        <ReadyReasons
          value={value}
          onPick={(text) => {
            onInput(text);
            field.current?.focus();
          }}
        />
      )}
      <textarea
        id="reason"
        ref={field}
        rows={3}
        maxLength={500}
        aria-invalid={empty}
        aria-describedby={empty ? "reason-empty" : undefined}
        value={value}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
      {empty && (
        <p id="reason-empty" class="problem" role="alert">
          {t(way === "note" || way === "close" ? "act.empty" : "act.empty_reason")}
        </p>
      )}
      <div class="decide-buttons">
        <button type="submit" class={way === "reject" ? "button danger" : "button primary"} disabled={busy}>
          {t(`act.confirm_${way}`)}
        </button>
        <button type="button" class="button" onClick={onCancel}>
          {t("act.cancel")}
        </button>
      </div>
    </form>
  );
}

function Answer({ sending, onRetry }: { sending: Sending; onRetry(decision: Decision): void }) {
  if (sending.state === "sending") return <p role="status">{t("step.sending")}</p>;
  if (sending.state === "failed") {
    return (
      <div class="problem" role="alert">
        <p>{t("act.failed", { reason: sending.reason })}</p>
        <button type="button" class="button" onClick={() => onRetry(sending.decision)}>
          {t("detail.retry")}
        </button>
      </div>
    );
  }
  if (sending.state === "conflict") return <Conflict before={sending.before} after={sending.after} />;
  return null;
}

function Conflict({ before, after }: { before: LeadDetail; after: LeadDetail }) {
  const changes = changesBetween(before, after);
  return (
    <div class="problem" role="alert">
      <p>{t("act.conflict")}</p>
      <ul>
        {changes.map((field) => (
          <li key={field}>
            {t("act.conflict_line", {
              field: fieldName(field),
              before: fieldText(before, field),
              after: fieldText(after, field),
            })}
          </li>
        ))}
        {changes.length === 0 && <li>{t("act.conflict_other")}</li>}
      </ul>
    </div>
  );
}

function fieldName(field: keyof Lead): string {
  switch (field) {
    case "state":
    case "assigned_to_name":
    case "category":
    case "address":
    case "note":
    case "media_received":
      return t(`lead.field.${field}`);
    default:
      return field;
  }
}

function fieldText(lead: Lead, field: keyof Lead): string {
  if (field === "state") return t(`lead.state.${lead.state}`);
  const value = lead[field];
  return value === null || value === "" ? t("act.none") : String(value);
}
