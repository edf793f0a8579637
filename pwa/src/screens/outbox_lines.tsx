/** One thing on its way, as a line: what it belongs to, how far it is, why it waits, and what can be done. */

import { t } from "../i18n";
import { mediaOf } from "../store/media";
import { retryOps, sendAnyway } from "../store/ops";
import type { Op } from "../store/records";
import type { Uuid } from "../api/types";
import { asNew, takeBack } from "../store/take_back";
import type { AlarmItem, LeadItem, PatrolItem } from "../sync/overview";
import { waitsForWifi, type Held } from "../sync/queue";
import { sync } from "../sync/state";
import { bytes, clockTime, shortTime } from "../ui/format";
import { useValue } from "../ui/observable";
import { Chip } from "../ui/parts";
import { useQuery } from "../ui/query";
import { go } from "../ui/route";
import { toast } from "../ui/toast";
import { actText, stageTone } from "./lead_words";
import { runner } from "./session";
import { Thumb } from "./thumb";
import { troubleText } from "./trouble";
import { categoryName, useReference } from "./use_reference";

/** `going`: when media leave the phone by themselves, see `freeable`. */
type LineProps = { item: LeadItem; held: Held; paused: boolean; going?: ReadonlyMap<Uuid, number> | undefined };

export function LeadLine({ item, held, paused, going }: LineProps) {
  const reference = useReference();
  const { progress } = useValue(sync);
  const { about, created_at, stage, trouble, not_before, media, total, op } = item;
  const sending = media.filter(({ id }) => progress.has(id));
  const name = categoryName(about.category, reference?.categories);
  const waiting = media.filter(({ state }) => state === "waiting");
  const size = media.reduce((sum, { bytes: n }) => sum + n, 0);
  return (
    <li class="outbox-item">
      <a class="list-row" href={`#/leads/${op.entity}`}>
        <Picture item={item} />
        <span class="list-text">
          <strong>{about.act ? `${actText(about.act)} · ${name}` : t("outbox.lead", { name })}</strong>
          {about.address && <span class="hint">{about.address}</span>}
          <span class="hint figures">
            {shortTime(created_at, Date.now())}
            {total > 0 && ` · ${t("outbox.size", { n: total, size: bytes(size) })}`}
          </span>
          <span class="chips">
            <Chip tone={stageTone(stage)}>{stageText(item)}</Chip>
            {paused && waiting.length > 0 && <Chip tone="warn">{t("outbox.paused")}</Chip>}
            {!paused && waiting.some((one) => waitsForWifi(one, held)) && <Chip tone="warn">{t("outbox.held")}</Chip>}
          </span>
          {sending.map((one) => (
            <Bar key={one.id} op={one} sent={progress.get(one.id) ?? 0} />
          ))}
          {stage === "received" && going && <OnRecord media={media} going={going} />}
          {trouble && <span class="trouble">{t("outbox.why", { reason: troubleText(trouble, stage) })}</span>}
          {not_before > Date.now() && <span class="hint">{t("outbox.try_at", { time: clockTime(not_before) })}</span>}
        </span>
      </a>
      <Ways item={item} held={held} name={name} />
    </li>
  );
}

/** When the last of its files leaves the phone, once the server has given its word for all that is still here. */
function OnRecord({ media, going }: { media: readonly Op[]; going: ReadonlyMap<Uuid, number> }) {
  const due = media.flatMap(({ id }) => going.get(id) ?? []);
  if (due.length === 0) return null;
  return <span class="hint">{t("outbox.receipt", { time: shortTime(Math.max(...due), Date.now()) })}</span>;
}

function Picture({ item }: { item: LeadItem }) {
  const { op, media } = item;
  const ids = media.map(({ id }) => id).join();
  const first = useQuery(["media"], async () => (await mediaOf(op.entity)).find(({ id }) => ids.includes(id)), [ids]);
  return first ? <Thumb medium={first} name="" /> : null;
}

/** What can be done about it now. */
function Ways({ item, held, name }: { item: LeadItem; held: Held; name: string }) {
  const { stage, op, media } = item;
  const all = [op, ...media];
  const refused = stage === "attention" || stage === "conflict";
  const failed = refused || all.some(({ state, attempts, phase }) => state === "waiting" && phase === "send" && attempts > 0);
  const wifi = media.filter((one) => one.state === "waiting" && waitsForWifi(one, held));
  const fresh = all.every(({ state, frozen_at }) => state === "waiting" && frozen_at === null);
  const retry = async () => {
    await retryOps(all.map(({ id }) => id));
    void runner.hurry();
  };
  const again = async () => {
    const draft = await asNew(op.id).catch(() => null);
    if (draft === null) toast(t("outbox.not_again"), { tone: "danger" });
    else go(op.kind === "lead" ? `capture/${draft}` : `leads/${op.entity}`);
  };
  const back = async () => {
    const what = await takeBack(op.id);
    if (what === null) toast(t("outbox.too_late"), { tone: "danger" });
    else if (what === "draft" && op.kind === "lead") go(`capture/${op.id}`);
    else toast(t("outbox.taken_back"));
  };
  const editable = op.kind === "lead" || op.about?.act === "add" || op.about?.act === "handle";
  if (!failed && wifi.length === 0 && !fresh) return null;
  return (
    <div class="buttons outbox-ways" role="group" aria-label={name}>
      {failed && (
        <button type="button" class="button small" onClick={() => void retry()}>
          {t("outbox.retry")}
        </button>
      )}
      {refused && op.state !== "done" && editable && (
        <button type="button" class="button small" onClick={() => void again()}>
          {t("outbox.as_new")}
        </button>
      )}
      {wifi.length > 0 && (
        <button type="button" class="button small" onClick={() => void sendAnyway(wifi.map(({ id }) => id))}>
          {t("outbox.anyway")}
        </button>
      )}
      {fresh && (
        <button type="button" class="button small" onClick={() => void back()}>
          {t(editable ? "outbox.take_back" : "outbox.cancel")}
        </button>
      )}
    </div>
  );
}

/** What the person made counts, as everywhere; that a copy of it is still on its way is said. */
function stageText({ stage, done, total, op }: LeadItem): string {
  if (stage === "sending" && total > 0 && op.state === "done")
    return t(done < total ? "outbox.item.sending_photos" : "outbox.item.sending_copies", { done, total });
  if (stage === "received" && total > 0)
    return `${t("outbox.item.received")} · ${t("outbox.item.photos", { done, total })}`;
  return t(`outbox.item.${stage}`);
}

function Bar({ op, sent }: { op: Op; sent: number }) {
  return (
    <span class="bar">
      <progress max={op.bytes} value={sent} aria-label={t("outbox.item.sending")} />
      <span class="hint">{`${bytes(sent)} / ${bytes(op.bytes)}`}</span>
    </span>
  );
}

export function AlarmLine({ item }: { item: AlarmItem }) {
  const { created_at, stage, called_off, trouble } = item;
  return (
    <li>
      <div class="list-row">
        <span class="list-text">
          <strong>{t(called_off ? "outbox.alarm_off" : "outbox.alarm")}</strong>
          <span class="hint figures">{shortTime(created_at, Date.now())}</span>
          <span class="chips">
            <Chip tone={stageTone(stage)}>{t(`outbox.item.${stage}`)}</Chip>
          </span>
          {trouble && <span class="trouble">{t("outbox.why", { reason: troubleText(trouble, stage) })}</span>}
        </span>
      </div>
    </li>
  );
}

export function PatrolLine({ item }: { item: PatrolItem }) {
  const { id, created_at, stage, events, points, refused_points, trouble } = item;
  return (
    <li>
      <a class="list-row" href={`#/patrol/${id}`}>
        <span class="list-text">
          <strong>{t("outbox.patrol", { time: shortTime(created_at, Date.now()) })}</strong>
          <span class="chips">
            <Chip tone={stageTone(stage)}>{t(`outbox.item.${stage}`)}</Chip>
          </span>
          {events > 0 && <span class="hint">{t("outbox.events", { n: events })}</span>}
          {points > 0 && <span class="hint">{t("outbox.points", { n: points })}</span>}
          {refused_points > 0 && <span class="hint">{t("outbox.points_refused", { n: refused_points })}</span>}
          {trouble && <span class="trouble">{t("outbox.why", { reason: troubleText(trouble, stage) })}</span>}
        </span>
      </a>
    </li>
  );
}
