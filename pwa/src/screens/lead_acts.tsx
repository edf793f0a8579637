/** What one can do about a lead: say that one is on the way or done, add to it, object to its result. */

import { useState } from "preact/hooks";
import type { Me } from "../api/types";
import { t } from "../i18n";
import { isGivenTo } from "../store/leads";
import type { About, DraftStep, KnownLead } from "../store/records";
import { openStep, tellObjection, tellSetOut } from "../store/steps";
import { takeBack } from "../store/take_back";
import type { LeadItem } from "../sync/overview";
import { Icon } from "../ui/icon";
import { Banner, Section } from "../ui/parts";
import { toast } from "../ui/toast";
import { actText } from "./lead_words";
import { StepForm } from "./step_form";
import { troubleText } from "./trouble";

type Props = { me: Me; known: KnownLead; told: readonly LeadItem[] };
type Open = { kind: "step"; draft: string } | { kind: "object" } | null;

const ENDED = new Set(["rejected", "closed"]);

export function LeadActs({ me, known, told }: Props) {
  const [open, setOpen] = useState<Open>(null);
  const { lead } = known;
  const waiting = told.filter(({ op }) => op.state !== "done");
  const saidOnPhone = (act: About["act"]) => waiting.some(({ about }) => about.act === act);
  const given = isGivenTo(lead, me.id) && !saidOnPhone("handle");
  const lastAssigned = lead.steps.map(({ kind }) => kind).lastIndexOf("assigned");
  const out = saidOnPhone("set_out") || lead.steps.slice(lastAssigned + 1).some(({ kind }) => kind === "set_out");
  const mayObject =
    ENDED.has(lead.state) && lead.reported_by === me.id && lead.objection === null && !saidOnPhone("object");
  const mayAdd = !ENDED.has(lead.state) && "lead.add" in me.permissions;
  const about: About = { category: lead.category, address: lead.address };
  const begin = async (act: DraftStep["act"]) => {
    const draft = await openStep(me.id, { lead_id: lead.id, act, about }, Date.now());
    setOpen({ kind: "step", draft: draft.id });
  };
  const setOut = async () => {
    await tellSetOut({ lead: lead.id, person: me.id, about }, Date.now());
    toast(t("lead.told"));
  };
  if (!given && !mayObject && !mayAdd && waiting.length === 0) return null;
  return (
    <Section title={t(given ? "lead.given" : "lead.acts")}>
      <div class="lead-acts">
        <Waiting items={waiting} />
        {open === null && (
          <div class="buttons">
            {given && !out && (
              <button type="button" class="button primary" onClick={() => void setOut()}>
                {t("lead.do_set_out")}
              </button>
            )}
            {given && (
              <button type="button" class={out ? "button primary" : "button"} onClick={() => void begin("handle")}>
                {t("lead.do_handle")}
              </button>
            )}
            {mayAdd && (
              <button type="button" class="button" onClick={() => void begin("add")}>
                <Icon name="plus" size={20} />
                {t("lead.do_add")}
              </button>
            )}
            {mayObject && (
              <button type="button" class="button" onClick={() => setOpen({ kind: "object" })}>
                {t("lead.do_object")}
              </button>
            )}
          </div>
        )}
        {open?.kind === "step" && <StepForm me={me} id={open.draft} onDone={() => setOpen(null)} />}
        {open?.kind === "object" && (
          <ObjectForm
            onCancel={() => setOpen(null)}
            onSend={async (reason) => {
              await tellObjection({ lead: lead.id, person: me.id, about }, reason, Date.now());
              toast(t("lead.told"));
              setOpen(null);
            }}
          />
        )}
      </div>
    </Section>
  );
}

/** What was told here and has not arrived, with what is wrong and the way back. */
function Waiting({ items }: { items: readonly LeadItem[] }) {
  const undo = async (id: string) => {
    if (!(await takeBack(id))) toast(t("lead.too_late"), { tone: "danger" });
  };
  return (
    <>
      {items.map(({ id, about, stage, trouble, op }) => {
        const refused = stage === "attention" || stage === "conflict";
        return (
          <Banner key={id} tone={refused ? "danger" : "info"} icon={refused ? "warning" : "waiting"}>
            <p>{t(refused ? "lead.told_refused" : "lead.told_waiting", { what: actText(about.act) })}</p>
            {refused && trouble && <p>{troubleText(trouble, stage)}</p>}
            {refused && (
              <a class="button small" href="#/outbox">
                {t("lead.see_outbox")}
              </a>
            )}
            {!refused && op.frozen_at === null && (
              <button type="button" class="button small" onClick={() => void undo(id)}>
                {t("lead.undo")}
              </button>
            )}
          </Banner>
        );
      })}
    </>
  );
}

function ObjectForm({ onSend, onCancel }: { onSend(reason: string): Promise<void>; onCancel(): void }) {
  const [reason, setReason] = useState("");
  const [empty, setEmpty] = useState(false);
  const send = (event: Event) => {
    event.preventDefault();
    setEmpty(reason.trim() === "");
    if (reason.trim() !== "") void onSend(reason);
  };
  return (
    <form class="card form" onSubmit={send}>
      <label class="field">
        <span>{t("lead.object_reason")}</span>
        <textarea
          rows={3}
          maxLength={1000}
          value={reason}
          aria-invalid={empty}
          aria-describedby="object-note"
          onInput={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </label>
      <p class="hint" id="object-note">
        {t("lead.object_note")}
      </p>
      {empty && (
        <p class="trouble" role="alert">
          {t("lead.need_words")}
        </p>
      )}
      <div class="buttons even">
        <button type="button" class="button" onClick={onCancel}>
          {t("app.cancel")}
        </button>
        <button type="submit" class="button primary">
          {t("lead.object_send")}
        </button>
      </div>
    </form>
  );
}
