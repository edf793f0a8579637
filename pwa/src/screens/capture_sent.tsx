/** What was captured: on the phone, on its way, with the command room; for a moment it can be taken back. */

import { CheckCheck, CircleCheck, CloudOff, Send, TriangleAlert, type IconNode } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n";
import { readOps } from "../store/ops";
import { readLocalPatrol } from "../store/patrols";
import type { Draft } from "../store/records";
import { letGo, takeBack } from "../store/take_back";
import { overview, type LeadItem } from "../sync/overview";
import { sync } from "../sync/state";
import { Icon } from "../ui/icon";
import { useNow } from "../ui/now";
import { observable, useValue } from "../ui/observable";
import { useQuery } from "../ui/query";
import { go, replace } from "../ui/route";
import { toast } from "../ui/toast";
import { UrgentChip } from "./urgent_chip";

export const sent = observable<{ draft: Draft; until: number } | null>(null);

export function CaptureSent() {
  const last = useValue(sent);
  const now = useNow(500);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (!last) return undefined;
    const release = () => void letGo(last.draft.id);
    const hidden = () => document.visibilityState === "hidden" && release();
    document.addEventListener("visibilitychange", hidden);
    addEventListener("pagehide", release);
    return () => {
      document.removeEventListener("visibilitychange", hidden);
      removeEventListener("pagehide", release);
      release();
    };
  }, [last]);
  const undo = async () => {
    if (!last || busy) return;
    setBusy(true);
    if (await takeBack(last.draft.id)) replace(`capture/${last.draft.id}`);
    else toast(t("sent.too_late"), { tone: "danger" });
    setBusy(false);
    sent.set(null);
  };
  const left = last ? Math.ceil((last.until - now) / 1000) : 0;
  return (
    <section class="card capture-sent">
      <Progress draft={last?.draft ?? null} held={left > 0} />
      <button type="button" class="button primary big" onClick={() => go("capture/new")}>
        <Icon name="capture" />
        {t("sent.another")}
      </button>
      {left > 0 && (
        <button type="button" class="button big" disabled={busy} onClick={() => void undo()}>
          {t("sent.undo", { n: left })}
        </button>
      )}
      <button type="button" class="button big" onClick={() => go("leads")}>
        {t("sent.leads")}
      </button>
    </section>
  );
}

/** How far it has got, by itself: whoever keeps looking learns that it has arrived. */
function Progress({ draft, held }: { draft: Draft | null; held: boolean }) {
  const { reach, progress } = useValue(sync);
  const ops = useQuery(["ops", "outbox"], readOps, []) ?? [];
  const running = new Set(progress.keys());
  const leads = draft ? overview({ ops, chunks: [], rows: [] }, draft.person_id, running).leads : [];
  const item = leads.find(({ id }) => id === draft?.id);
  const urgent = draft?.urgent ?? false;
  const patrol = draft?.patrol_id ?? null;
  const second = useQuery(["patrols"], async () => (patrol ? await readLocalPatrol(patrol) : undefined)?.second ?? null, [patrol]);
  const { tone, icon, title, more } = told(item, held, reach === "offline", urgent);
  return (
    <p class={`sent-line ${tone}`} role="status">
      <Icon name={icon} size={48} />
      <strong>{title}</strong>
      {urgent && <UrgentChip />}
      {second && item && item.total > 0 && <span>{t("duty.second_confirms", { name: second.name })}</span>}
      {more.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </p>
  );
}

type Told = { tone: "ok" | "info" | "warn"; icon: IconNode; title: string; more: string[] };

function told(item: LeadItem | undefined, held: boolean, offline: boolean, urgent: boolean): Told {
  const saved: Told = { tone: "ok", icon: CircleCheck, title: t("sent.here"), more: [t("capture.submitted")] };
  const wait = offline ? [t("sent.offline")] : [];
  const sending: Told = { tone: "info", icon: Send, title: t("sent.sending"), more: [] };
  if (!item) return urgent && !offline ? sending : saved;
  const { stage, op, done, total } = item;
  if (stage === "attention" || stage === "conflict")
    return { tone: "warn", icon: TriangleAlert, title: t("sent.attention"), more: [t("sent.attention_how")] };
  if (op.state === "done") {
    const photos = done < total ? [t("sent.photos", { done, total }), ...wait] : [];
    return { tone: "ok", icon: CheckCheck, title: t("sent.arrived"), more: photos };
  }
  if (held && op.frozen_at === null) return { ...saved, more: [...saved.more, ...wait] };
  if (offline) return { ...saved, icon: CloudOff, more: wait };
  return sending;
}
