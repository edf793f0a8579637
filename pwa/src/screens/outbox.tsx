/** The honest screen: what is saved, on its way, received, or in need of somebody's attention. */

import type { Me } from "../api/types";
import { t } from "../i18n";
import { retryChunks } from "../store/chunks";
import { retryOps } from "../store/ops";
import { unreadable } from "../store/readable";
import type { LeadItem, Overview, PatrolItem, Stage } from "../sync/overview";
import { sync } from "../sync/state";
import { age, exactTime, lasting } from "../ui/format";
import { Icon } from "../ui/icon";
import { useNow } from "../ui/now";
import { useValue } from "../ui/observable";
import { Banner, Empty, Section } from "../ui/parts";
import { useQuery } from "../ui/query";
import { LeadLine, PatrolLine } from "./outbox_lines";
import { runner } from "./session";
import { Storage } from "./storage";

const CLOCK_OFF_MS = 120_000;
const DONE_SHOWN = 20;

export function Outbox({ me, outbox }: { me: Me; outbox: Overview }) {
  const damaged = useQuery(["unreadable"], unreadable, []) ?? [];
  const of = (...stages: Stage[]) => ({
    leads: outbox.leads.filter(({ stage }) => stages.includes(stage)),
    patrols: outbox.patrols.filter(({ stage }) => stages.includes(stage)),
  });
  const waiting = of("saved", "sending", "verifying");
  return (
    <>
      <Standing outbox={outbox} />
      {damaged.length > 0 && (
        <Banner tone="danger" icon="warning">
          <strong>{t("outbox.unreadable")}</strong>
          <p>{t("outbox.unreadable_note", { n: damaged.length })}</p>
        </Banner>
      )}
      <Refused me={me} {...of("attention", "conflict")} />
      <Group title={t("outbox.waiting")} {...waiting} />
      {waiting.leads.length + waiting.patrols.length + outbox.attention === 0 && (
        <Empty icon="online">
          <strong>{t("outbox.all_sent")}</strong>
          <p class="hint">{t("outbox.all_sent_note")}</p>
        </Empty>
      )}
      <Group title={t("outbox.done")} {...of("received")} limit={DONE_SHOWN} />
      {outbox.others > 0 && <p class="hint">{t("outbox.others", { n: outbox.others })}</p>}
      <Storage />
    </>
  );
}

/** The line, the last success, and the button. */
function Standing({ outbox }: { outbox: Overview }) {
  const now = useNow(1000);
  const { reach, signed_out, busy, last_success, next_try, clock_off_ms } = useValue(sync);
  const state = signed_out ? "signed_out" : reach;
  const off = clock_off_ms !== null && Math.abs(clock_off_ms) > CLOCK_OFF_MS;
  return (
    <section class={`card standing ${state === "online" ? "ok" : state === "unknown" ? "plain" : "warn"}`}>
      <p class="standing-line" role="status">
        <Icon name={state === "online" ? "online" : state === "unknown" ? "waiting" : "offline"} />
        <strong>{t(`outbox.${state}`)}</strong>
      </p>
      {state === "offline" && <p>{t("outbox.offline_note")}</p>}
      <p class="hint">
        {last_success === null
          ? t("outbox.never")
          : t("outbox.last", { time: `${exactTime(last_success)}（${age(last_success, now)}）` })}
      </p>
      {outbox.oldest !== null && <p class="hint">{t("outbox.oldest", { age: lasting(now - outbox.oldest) })}</p>}
      {next_try !== null && next_try > now && (
        <p class="hint">{t("outbox.next", { n: Math.ceil((next_try - now) / 1000) })}</p>
      )}
      {off && (
        <Banner tone="warn" icon="warning">
          {t("outbox.clock", { n: lasting(Math.abs(clock_off_ms)) })}
        </Banner>
      )}
      {signed_out ? (
        <a class="button primary" href="#/sign-in">
          {t("sign.again_do")}
        </a>
      ) : (
        <button type="button" class="button primary" disabled={busy} onClick={() => void runner.hurry()}>
          {t(busy ? "outbox.busy" : "outbox.now")}
        </button>
      )}
    </section>
  );
}

type Items = { leads: LeadItem[]; patrols: PatrolItem[] };

function Group({ title, leads, patrols, limit = Infinity }: Items & { title: string; limit?: number }) {
  if (leads.length + patrols.length === 0) return null;
  return (
    <Section title={title}>
      <ul class="list" aria-label={title}>
        {patrols.slice(0, limit).map((item) => (
          <PatrolLine key={item.id} item={item} />
        ))}
        {leads.slice(0, limit).map((item) => (
          <LeadLine key={item.id} item={item} />
        ))}
      </ul>
    </Section>
  );
}

function Refused({ me, leads, patrols }: Items & { me: Me }) {
  if (leads.length + patrols.length === 0) return null;
  const retry = async () => {
    await retryOps([
      ...leads.flatMap(({ op, media }) => [op.id, ...media.map(({ id }) => id)]),
      ...patrols.flatMap(({ ops }) => ops),
    ]);
    await retryChunks(me.id);
    void runner.hurry();
  };
  return (
    <>
      <Group title={t("outbox.attention")} leads={leads} patrols={patrols} />
      <p class="hint">{t("outbox.attention_note")}</p>
      <button type="button" class="button" onClick={() => void retry()}>
        {t("outbox.retry_all")}
      </button>
    </>
  );
}
