/** The way back from one's own last decision, in sight for as long as the server goes it. */

import { useState } from "preact/hooks";
import type { LeadDetail } from "../api/types";
import { Undo2 } from "lucide";
import { t } from "../i18n";
import { Icon } from "../ui/icon";
import { stillBack } from "./deciding";
import type { LeadView } from "./use_lead";

type Props = { lead: LeadDetail; view: LeadView; me: string; now: number };

export function TakeBack({ lead, view, me, now }: Props) {
  const [busy, setBusy] = useState(false);
  const back = stillBack(lead, me, now);
  if (view.sending.state === "sending") return null;
  if (!back) return lead.steps.at(-1)?.kind === "set_out" ? <p class="hint">{t("undo.set_out")}</p> : null;
  const run = async () => {
    setBusy(true);
    await view.takeBack(back.step.id);
    setBusy(false);
  };
  return (
    <div class="decide-buttons take-back">
      <button type="button" class="button" disabled={busy} onClick={() => void run()}>
        <Icon name={Undo2} size={18} />
        {t(back.step.kind === "assigned" ? "undo.back_assigned" : "undo.back")}
      </button>
      <span class="hint">{t("undo.left", { time: minutes(back.until - now) })}</span>
    </div>
  );
}

function minutes(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
