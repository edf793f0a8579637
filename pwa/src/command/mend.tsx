/** What can be put right about a lead whatever its state: whether it is urgent, and its category. */

import { useEffect, useState } from "preact/hooks";
import { Tag } from "lucide";
import type { Category, LeadDetail } from "../api/types";
import { language, t } from "../i18n";
import { Icon } from "../ui/icon";
import { readKnown } from "./records/requests";
import type { LeadView } from "./use_lead";

export function Mend({ lead, view }: { lead: LeadDetail; view: LeadView }) {
  const [open, setOpen] = useState(false);
  const busy = view.sending.state === "sending";
  return (
    <>
      <button
        type="button"
        class="button small"
        disabled={busy}
        onClick={() => void view.decide({ kind: lead.urgent ? "calm" : "urge" })}
      >
        <Icon name="sos" size={18} />
        {t(lead.urgent ? "act.calm" : "act.urge")}
      </button>
      <button type="button" class="button small" disabled={busy} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name={Tag} size={18} />
        {t("act.recategorise")}
      </button>
      {open && <Right lead={lead} busy={busy} onDone={() => setOpen(false)} decide={view.decide} />}
    </>
  );
}

type RightProps = { lead: LeadDetail; busy: boolean; decide: LeadView["decide"]; onDone(): void };

function Right({ lead, busy, decide, onDone }: RightProps) {
  const [categories, setCategories] = useState<readonly Category[]>([]);
  const [category, setCategory] = useState("");
  const [reason, setReason] = useState("");
  useEffect(() => {
    const abort = new AbortController();
    readKnown(abort.signal).then((known) => setCategories(known.categories), () => undefined);
    return () => abort.abort();
  }, []);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (await decide({ kind: "recategorise", category, reason: reason.trim() })) onDone();
  };
  return (
    <form class="reason" onSubmit={(event) => void submit(event)}>
      <label class="field">
        <span>{t("act.right_category")}</span>
        <select value={category} required onChange={({ currentTarget }) => setCategory(currentTarget.value)}>
          <option value="" disabled />
          {categories
            .filter(({ code }) => code !== lead.category)
            .map(({ code, name_zh, name_en }) => (
              <option key={code} value={code}>
                {language() === "en" ? name_en : name_zh}
              </option>
            ))}
        </select>
      </label>
      <label class="field">
        <span>{t("act.reason")}</span>
        <input value={reason} required maxLength={500} onInput={({ currentTarget }) => setReason(currentTarget.value)} />
      </label>
      <div class="decide-buttons">
        <button type="submit" class="button primary" disabled={busy || category === "" || reason.trim() === ""}>
          {t("act.confirm_recategorise")}
        </button>
        <button type="button" class="button" onClick={onDone}>
          {t("act.cancel")}
        </button>
      </div>
    </form>
  );
}
