/** The honest screen: what needs somebody, what is on its way, what waits and why, and what has arrived today. */

import type { Me } from "../api/types";
import { t } from "../i18n";
import { freeable } from "../chain/free";
import { retryChunks } from "../store/chunks";
import { retryOps } from "../store/ops";
import { settings } from "../store/settings";
import { network } from "../sync/network";
import { isFlowing, type AlarmItem, type ChainItem, type LeadItem, type Overview, type PatrolItem, type Stage } from "../sync/overview";
import { heldBy } from "../sync/queue";
import { useValue } from "../ui/observable";
import { Empty, Section } from "../ui/parts";
import { useQuery } from "../ui/query";
import "./outbox.css";
import { ChainLine, KeyUnapproved } from "./outbox_chain";
import { Damaged } from "./outbox_damaged";
import { AlarmLine, LeadLine, PatrolLine } from "./outbox_lines";
import { Controls, Standing } from "./outbox_standing";
import { runner } from "./session";
import { startOfDay } from "../ui/format";
import { Storage } from "./storage";

export function Outbox({ me, outbox }: { me: Me; outbox: Overview }) {
  const set = useValue(settings);
  const held = heldBy(set, useValue(network).line);
  const today = startOfDay(Date.now());
  const going = useQuery(["media", "ops"], freeable, []);
  const of = (...stages: Stage[]): Items => ({
    alarms: outbox.alarms.filter(({ stage }) => stages.includes(stage)),
    leads: [...outbox.leads, ...outbox.steps].filter(({ stage }) => stages.includes(stage)),
    patrols: outbox.patrols.filter(({ stage }) => stages.includes(stage)),
    chain: outbox.chain && stages.includes(outbox.chain.stage) ? outbox.chain : null,
  });
  const sending = of("sending", "verifying");
  const saved = of("saved");
  // Fixes on their way are no item that waits: the badge does not count them either.
  const waiting = { ...saved, patrols: saved.patrols.filter((item) => !isFlowing(item)), chain: null };
  const flowing = { alarms: [], leads: [], patrols: saved.patrols.filter(isFlowing), chain: saved.chain };
  const done = of("received");
  const fresh = {
    alarms: done.alarms.filter(({ done_at }) => done_at >= today),
    leads: done.leads.filter((item) => lastDone(item) >= today),
    patrols: [],
    chain: null,
  };
  return (
    <>
      <Standing me={me} outbox={outbox} />
      <Damaged />
      <Refused me={me} {...of("attention", "conflict")} />
      <Group title={t("outbox.sending")} {...sending} held={held} paused={set.paused} />
      <Group title={t("outbox.waiting")} {...waiting} held={held} paused={set.paused} />
      {isEmpty(sending) && isEmpty(waiting) && outbox.attention === 0 && (
        <Empty icon="online">
          <strong>{t("outbox.all_sent")}</strong>
          <p class="hint">{t("outbox.all_sent_note")}</p>
        </Empty>
      )}
      <Group title={t("outbox.flowing")} {...flowing} />
      <KeyUnapproved me={me} />
      <Controls />
      <Group title={t("outbox.done")} {...fresh} going={going} />
      {outbox.others > 0 && <p class="hint">{t("outbox.others", { n: outbox.others })}</p>}
      <Storage />
    </>
  );
}

type Items = { alarms: AlarmItem[]; leads: LeadItem[]; patrols: PatrolItem[]; chain: ChainItem | null };

function isEmpty({ alarms, leads, patrols, chain }: Items): boolean {
  return alarms.length + leads.length + patrols.length === 0 && chain === null;
}

function lastDone({ op, media }: LeadItem): number {
  return Math.max(0, ...[op, ...media].map(({ done_at }) => done_at ?? 0));
}

type GroupProps = Items & {
  title: string;
  held?: ReturnType<typeof heldBy>;
  paused?: boolean;
  going?: Map<string, number> | undefined;
};

function Group({ title, held = "none", paused = false, going, ...items }: GroupProps) {
  if (isEmpty(items)) return null;
  const { alarms, leads, patrols, chain } = items;
  return (
    <Section title={title}>
      <ul class="list" aria-label={title}>
        {alarms.map((item) => (
          <AlarmLine key={item.id} item={item} />
        ))}
        {patrols.map((item) => (
          <PatrolLine key={item.id} item={item} />
        ))}
        {chain && <ChainLine item={chain} />}
        {leads.map((item) => (
          <LeadLine key={item.id} item={item} held={held} paused={paused} going={going} />
        ))}
      </ul>
    </Section>
  );
}

function Refused({ me, ...items }: Items & { me: Me }) {
  if (isEmpty(items)) return null;
  const { alarms, leads, patrols, chain } = items;
  const retry = async () => {
    await retryOps([
      ...alarms.flatMap(({ ops }) => ops),
      ...leads.flatMap(({ op, media }) => [op.id, ...media.map(({ id }) => id)]),
      ...patrols.flatMap(({ ops }) => ops),
      ...(chain?.ops ?? []),
    ]);
    await retryChunks(me.id);
    void runner.hurry();
  };
  return (
    <>
      <Group title={t("outbox.attention")} {...items} />
      <p class="hint">{t("outbox.attention_note")}</p>
      <button type="button" class="button" onClick={() => void retry()}>
        {t("outbox.retry_all")}
      </button>
    </>
  );
}
