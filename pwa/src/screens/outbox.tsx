/** The honest screen: what needs somebody, what is on its way, what waits and why, and what has arrived today. */

import type { Me } from "../api/types";
import { t } from "../i18n";
import { retryChunks } from "../store/chunks";
import { retryOps } from "../store/ops";
import { settings } from "../store/settings";
import { network } from "../sync/network";
import type { LeadItem, Overview, PatrolItem, Stage } from "../sync/overview";
import { heldBy } from "../sync/queue";
import { useValue } from "../ui/observable";
import { Empty, Section } from "../ui/parts";
import "./outbox.css";
import { Damaged } from "./outbox_damaged";
import { LeadLine, PatrolLine } from "./outbox_lines";
import { Controls, Standing } from "./outbox_standing";
import { runner } from "./session";
import { startOfDay } from "../ui/format";
import { Storage } from "./storage";

export function Outbox({ me, outbox }: { me: Me; outbox: Overview }) {
  const set = useValue(settings);
  const held = heldBy(set, useValue(network).line);
  const today = startOfDay(Date.now());
  const of = (...stages: Stage[]): Items => ({
    leads: [...outbox.leads, ...outbox.steps].filter(({ stage }) => stages.includes(stage)),
    patrols: outbox.patrols.filter(({ stage }) => stages.includes(stage)),
  });
  const sending = of("sending", "verifying");
  const waiting = of("saved");
  const done = of("received");
  const fresh = { ...done, leads: done.leads.filter((item) => lastDone(item) >= today) };
  const nothing = [sending, waiting].every(({ leads, patrols }) => leads.length + patrols.length === 0);
  return (
    <>
      <Standing me={me} outbox={outbox} />
      <Damaged />
      <Refused me={me} {...of("attention", "conflict")} />
      <Group title={t("outbox.sending")} {...sending} held={held} paused={set.paused} />
      <Group title={t("outbox.waiting")} {...waiting} held={held} paused={set.paused} />
      {nothing && outbox.attention === 0 && (
        <Empty icon="online">
          <strong>{t("outbox.all_sent")}</strong>
          <p class="hint">{t("outbox.all_sent_note")}</p>
        </Empty>
      )}
      <Controls />
      <Group title={t("outbox.done")} leads={fresh.leads} patrols={[]} />
      {outbox.others > 0 && <p class="hint">{t("outbox.others", { n: outbox.others })}</p>}
      <Storage />
    </>
  );
}

type Items = { leads: LeadItem[]; patrols: PatrolItem[] };

function lastDone({ op, media }: LeadItem): number {
  return Math.max(0, ...[op, ...media].map(({ done_at }) => done_at ?? 0));
}

type GroupProps = Items & { title: string; held?: ReturnType<typeof heldBy>; paused?: boolean };

function Group({ title, leads, patrols, held = "none", paused = false }: GroupProps) {
  if (leads.length + patrols.length === 0) return null;
  return (
    <Section title={title}>
      <ul class="list" aria-label={title}>
        {patrols.map((item) => (
          <PatrolLine key={item.id} item={item} />
        ))}
        {leads.map((item) => (
          <LeadLine key={item.id} item={item} held={held} paused={paused} />
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
