/** How far the call for help has come, in large words. */

import { CheckCheck, CircleCheckBig, CloudOff, CloudUpload, Eye, Send, TriangleAlert, type IconNode } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { language, t, type Word } from "../i18n";
import { shortTime } from "../ui/format";
import { Icon } from "../ui/icon";
import type { Hindrance, Sos, SosStage } from "./sos_state";

const ICONS: Record<SosStage, IconNode> = {
  waiting: CloudOff,
  refused: TriangleAlert,
  sent: Send,
  seen: Eye,
  cancelled: CheckCheck,
  closed: CircleCheckBig,
};

const WAITING: Record<Hindrance, { title: Word; note: Word }> = {
  sending: { title: "sos.stage.sending", note: "sos.sending_note" },
  network: { title: "sos.stage.waiting", note: "sos.waiting_note" },
  sign_in: { title: "sos.waiting_sign_in", note: "sos.waiting_sign_in_note" },
  revoked: { title: "sos.stage.refused", note: "sos.waiting_revoked_note" },
};

/** How far it has come, in a few words: what waits for nothing that can come does not say that it waits. */
export function sosTitle({ stage }: Sos, hindered: Hindrance): string {
  return t(stage === "waiting" ? WAITING[hindered].title : `sos.stage.${stage}`);
}

/** `children`: what is to be done about it, right below what is said. */
type Props = {
  sos: Sos;
  hindered: Hindrance;
  onCancel(): void;
  onPutAway(): void;
  children?: ComponentChildren;
};

export function SosCard({ sos, hindered, onCancel, onPutAway, children }: Props) {
  const open = sos.stage !== "closed" && sos.stage !== "cancelled";
  const calm = useCalmHand(sos.id);
  return (
    <div class={`sos-card ${sos.stage}`}>
      {/* Read out at once: whoever called must not have to look for the answer. */}
      <div class="sos-state" role="alert">
        <Icon name={sos.stage === "waiting" && hindered === "sending" ? CloudUpload : ICONS[sos.stage]} size={32} />
        <div>
          <strong>{sosTitle(sos, hindered)}</strong>
          <p>{sos.stage === "waiting" ? t(WAITING[hindered].note) : explained(sos)}</p>
        </div>
      </div>
      {children}
      <p class="hint">{t("sos.raised_at", { time: timeOf(sos.raised_at) })}</p>
      {open && (
        <button type="button" class="button" disabled={!calm} onClick={onCancel}>
          {t("sos.cancel")}
        </button>
      )}
      {(sos.stage === "closed" || sos.over_at !== null) && (
        <button type="button" class="button" onClick={onPutAway}>
          {t("sos.put_away")}
        </button>
      )}
    </div>
  );
}

/** The card comes where the finger pressed: a second press in fright must not call off what the first has raised. */
function useCalmHand(id: string): boolean {
  const [calm, setCalm] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setCalm(id), CALM_MS);
    return () => clearTimeout(timer);
  }, [id]);
  return calm === id;
}

const CALM_MS = 1_500;

/** With its date when that is not today. */
const timeOf = (at: number) => shortTime(at, Date.now());

function explained({ stage, seen, closed, sent_at, trouble }: Sos): string {
  switch (stage) {
    case "waiting":
      return "";
    case "refused":
      return t("sos.refused_note", { reason: (language() === "en" ? trouble?.en : trouble?.zh) || "—" });
    case "sent":
      return t("sos.sent_note", { time: sent_at === null ? "" : timeOf(sent_at) });
    case "seen":
      return seen ? t("sos.seen_note", { who: seen.actor_name, time: timeOf(Date.parse(seen.received_at)) }) : "";
    case "cancelled":
      return t("sos.cancelled_note");
    case "closed": {
      if (!closed) return "";
      const outcome = t(`sos.outcome.${closed.outcome ?? "other"}`);
      const time = timeOf(Date.parse(closed.received_at));
      const line = t("sos.closed_note", { who: closed.actor_name || t("sos.system"), time, outcome });
      return closed.reason ? `${line} ${closed.reason}` : line;
    }
  }
}
