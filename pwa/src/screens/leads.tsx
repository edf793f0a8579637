/** Leads: what one was sent with, what one reported, and for who may see it all that is open; newest first. */

import { useEffect, useState } from "preact/hooks";
import { api } from "../api/client";
import type { Lead, LeadPage, Me } from "../api/types";
import { t } from "../i18n";
import { readBegun } from "../store/drafts";
import { isGivenTo, isNews, markAllSeen, readLeads } from "../store/leads";
import type { Overview } from "../sync/overview";
import { pullAll } from "../sync/pull";
import { whileSeen } from "../sync/while_seen";
import { sync } from "../sync/state";
import { age } from "../ui/format";
import { Icon } from "../ui/icon";
import { useNow } from "../ui/now";
import { useValue } from "../ui/observable";
import { Chip, Empty, Section } from "../ui/parts";
import { useQuery } from "../ui/query";
import { useKept } from "../ui/returning";
import { Loading, Offline } from "../ui/states";
import "./leads.css";
import { fits, merged, type Line } from "./lead_lines";
import { leadChip } from "./lead_words";
import { WaitingForMe } from "./leads_waiting";
import { UrgentChip } from "./urgent_chip";
import { categoryName, useReference } from "./use_reference";

const LOOK_EVERY_MS = 20_000;
type View = "own" | "given" | "mine" | "open";

export function Leads({ me, outbox }: { me: Me; outbox: Overview }) {
  const known = useQuery(["leads"], () => readLeads(me.id), [me.id]);
  const drafts = useQuery(["drafts", "media"], () => readBegun(me.id), [me.id])?.length ?? 0;
  const reference = useReference();
  const [view, setView] = useKept<View>("view", "own");
  const [words, setWords] = useKept("words", "");
  useEffect(() => {
    const look = () => void pullAll(Date.now());
    look();
    return whileSeen(LOOK_EVERY_MS, look);
  }, []);
  if (!known) return <Loading />;
  const lines = merged(outbox.leads, known, me.id, (code) => categoryName(code, reference?.categories));
  const given = lines.filter(({ known: one }) => one !== null && isGivenTo(one.lead, me.id));
  const others = lines.filter((line) => !given.includes(line));
  const unread = known.filter((one) => isNews(one, me.id)).length;
  const views = viewsOf(me);
  return (
    <div class="my-leads">
      {drafts > 0 && (
        <p class="list">
          <a class="list-row" href="#/drafts">
            <span class="list-text">{t("my.drafts", { n: drafts })}</span>
            <Icon name="next" size={20} />
          </a>
        </p>
      )}
      <Tools me={me} views={views} view={view} onView={setView} words={words} onWords={setWords} unread={unread} />
      {view !== "open" && <WaitingForMe me={me} />}
      {view === "open" ? (
        <AllOpen me={me} words={words} />
      ) : (
        <>
          {view !== "mine" && <Part title={t("my.given")} lines={given} me={me} words={words} />}
          {view === "own" && <Part title={t("my.reported")} lines={others} me={me} words={words} />}
          {view === "mine" && <Part title={t("my.reported")} lines={lines.filter(isOwn(me))} me={me} words={words} />}
          <Nothing lines={view === "given" ? given : lines} words={words} view={view} />
        </>
      )}
    </div>
  );
}

const isOwn =
  (me: Me) =>
  ({ known }: Line) =>
    known === null || known.lead.reported_by === me.id;

function viewsOf(me: Me): View[] {
  if (!me.permissions["lead.work"]) return ["own"];
  return ["own", "given", "mine", "open"];
}

type ToolsProps = {
  me: Me;
  views: readonly View[];
  view: View;
  onView(view: View): void;
  words: string;
  onWords(words: string): void;
  unread: number;
};

function Tools({ me, views, view, onView, words, onWords, unread }: ToolsProps) {
  const { reach } = useValue(sync);
  const [busy, setBusy] = useState(false);
  const update = () => {
    setBusy(true);
    void pullAll(Date.now()).finally(() => setBusy(false));
  };
  return (
    <div class="lead-tools">
      {views.length > 1 && (
        <div class="lead-views" role="group" aria-label={t("my.views")}>
          {views.map((each) => (
            <button key={each} type="button" class="button small" aria-pressed={view === each} onClick={() => onView(each)}>
              {t(`my.view_${each}`)}
            </button>
          ))}
        </div>
      )}
      <label class="field">
        <span class="sr-only">{t("my.search")}</span>
        <input
          type="search"
          value={words}
          placeholder={t("my.search")}
          onInput={({ currentTarget }) => onWords(currentTarget.value)}
        />
      </label>
      <div class="lead-news">
        <span class="hint" role="status">
          {unread > 0 ? t("my.unread", { n: unread }) : t("my.no_unread")}
        </span>
        {unread > 0 && (
          <button type="button" class="button small quiet" onClick={() => void markAllSeen(me.id)}>
            {t("my.mark_all")}
          </button>
        )}
        <button type="button" class="button small" disabled={busy} onClick={update}>
          {t("my.update")}
        </button>
      </div>
      {reach === "offline" && (
        <p class="hint with-icon">
          <Icon name="offline" size={16} />
          {t("my.offline")}
        </p>
      )}
    </div>
  );
}

type PartProps = { title: string; lines: readonly Line[]; me: Me; words: string };

function Part({ title, lines, me, words }: PartProps) {
  const now = useNow(30_000);
  const shown = lines.filter((line) => fits(line, words));
  if (shown.length === 0) return null;
  return (
    <Section title={title}>
      <ul class="list" aria-label={title}>
        {shown.map((line) => (
          <LeadRow key={line.id} line={line} me={me} now={now} />
        ))}
      </ul>
    </Section>
  );
}

function Nothing({ lines, words, view }: { lines: readonly Line[]; words: string; view: View }) {
  if (lines.some((line) => fits(line, words))) return null;
  if (words.trim() !== "") return <Empty icon="search">{t("my.none_found")}</Empty>;
  if (view === "given") return <Empty icon="leads">{t("my.none_given")}</Empty>;
  return (
    <Empty icon="leads">
      <p>{t("my.none")}</p>
      <a class="button primary" href="#/capture">
        {t("my.go_capture")}
      </a>
    </Empty>
  );
}

/** Asked for when it is looked at: the phone keeps only what concerns its person. */
function AllOpen({ me, words }: { me: Me; words: string }) {
  const [found, setFound] = useState<readonly Lead[] | "waiting" | "lost">("waiting");
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setFound("waiting");
    api<LeadPage>("/leads?unfinished=1&limit=100", { signal: abort.signal }).then(
      ({ items }) => setFound(items),
      () => abort.signal.aborted || setFound("lost"),
    );
    return () => abort.abort();
  }, [turn]);
  if (found === "waiting") return <Loading />;
  if (found === "lost") return <Offline again={() => setTurn(turn + 1)} />;
  const known = found.map((lead) => {
    const whole = { ...lead, fix: null, steps: [], media: [] };
    return { id: lead.id, person_id: me.id, lead: whole, detail_revision: 0, seen_revision: lead.revision };
  });
  const lines = merged([], known, null, (code) => code);
  return (
    <>
      <Part title={t("my.view_open")} lines={lines} me={me} words={words} />
      {!lines.some((line) => fits(line, words)) && <Empty icon="leads">{t("my.none_open")}</Empty>}
    </>
  );
}

function LeadRow({ line, me, now }: { line: Line; me: Me; now: number }) {
  const { id, name, where, at, urgent, item, known } = line;
  const chip = leadChip(item, known);
  const news = known !== null && isNews(known, me.id);
  return (
    <li>
      <a class={news ? "list-row unread" : "list-row"} href={`#/leads/${id}`}>
        <span class="list-text">
          <strong>
            {news && <span class="dot" aria-hidden="true" />}
            {name}
          </strong>
          <span class="hint">
            {age(at, now)}
            {where && ` · ${where}`}
          </span>
          <span class="chips">
            {urgent && <UrgentChip />}
            <Chip tone={chip.tone} icon={chip.icon}>
              {chip.text}
            </Chip>
            {chip.photos && <Chip>{chip.photos}</Chip>}
            {known?.lead.objection === "open" && <Chip tone="warn">{t("my.objected")}</Chip>}
            {news && <Chip tone="info">{t("my.news")}</Chip>}
          </span>
        </span>
        <Icon name="next" size={20} />
      </a>
    </li>
  );
}
