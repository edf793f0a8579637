/** One lead or one patrol on paper (A4). */

import { useEffect, useState } from "preact/hooks";
import { Printer } from "lucide";
import type { Area, EvidencePurpose, Me } from "../../api/types";
import { t } from "../../i18n";
import { exactTime } from "../../ui/format";
import { Icon } from "../../ui/icon";
import { leadNumber } from "../../ui/lead_number";
import type { Route } from "../../ui/route";
import { Failed, Loading } from "../../ui/states";
import { readAreas, readLead, readPatrol, readTrack, sentence } from "../requests";
import { PrintedLead } from "./lead";
import { useMarginBoxes } from "./margins";
import { SayPurpose } from "./purpose";
import { TakePackage } from "./package";
import { PrintedPatrol } from "./patrol";
import "./print.css";

type Read =
  | { kind: "lead"; lead: Awaited<ReturnType<typeof readLead>>; areas: Area[] }
  | {
      kind: "patrol";
      patrol: Awaited<ReturnType<typeof readPatrol>>;
      track: Awaited<ReturnType<typeof readTrack>>;
      areas: Area[];
    };

export function PrintPage({ here, me }: { here: Route; me: Me }) {
  const [read, setRead] = useState<Read | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const reviews = "evidence.export" in me.permissions;
  const lead = read?.kind === "lead" ? read.lead : null;
  const [purpose, setPurpose] = useState<EvidencePurpose | null>(null);
  const [redacted, setRedacted] = useState(true);
  const [printed] = useState(() => exactTime(Date.now()));
  useEffect(() => {
    const abort = new AbortController();
    setFailure(null);
    load(here, abort.signal).then(setRead, (error: unknown) => {
      if (!abort.signal.aborted) setFailure(sentence(error));
    });
    return () => abort.abort();
  }, [here.id, here.more, attempt]);
  const title = read ? t(`print.${read.kind}`) : t("print.open");
  const id = here.more ?? "";
  const said = t("print.by", { time: printed, name: me.display_name });
  useMarginBoxes(`${title} ${id}`, said);
  return (
    <main class="print" id="lists" tabIndex={-1}>
      <div class="print-tools">
        <a class="button" href={`#/${here.id === "patrol" ? "patrols" : "leads"}`} onClick={back}>
          <Icon name="back" size={20} />
          {t("print.back")}
        </a>
        <button type="button" class="button primary" disabled={!read} onClick={() => print()}>
          <Icon name={Printer} size={20} />
          {t("print.now")}
        </button>
        {lead && reviews && <TakePackage lead={lead.id} redacted={lead.media.some(({ role }) => role === "redacted")} />}
        <span class="hint">{t("print.hint")}</span>
        {lead?.media.some(({ role }) => role === "redacted") && (
          <label class="prefer">
            <input type="checkbox" checked={redacted} onChange={({ currentTarget }) => setRedacted(currentTarget.checked)} />
            {t("redact.prefer")}
          </label>
        )}
        {lead && lead.media.length > 0 && <SayPurpose lead={lead} me={me.id} onSaid={setPurpose} />}
      </div>
      {failure && <Failed reason={t("detail.failed", { reason: failure })} again={() => setAttempt((n) => n + 1)} />}
      {!read && !failure && <Loading lines={6} />}
      {read && (
        <article class="sheet" data-ready>
          <header class="sheet-head">
            <p>{t("print.product")}</p>
            <h1>{title}</h1>
            <p>
              {t("print.number")} {read.kind === "lead" && <strong>{leadNumber(id, Date.parse(read.lead.captured_at))} </strong>}
              <code>{id}</code>
              <span class="sheet-said">
                <br />
                {said}
              </span>
            </p>
          </header>
          {read.kind === "lead" ? (
            <PrintedLead lead={read.lead} areas={read.areas} purpose={purpose} reviews={reviews} redacted={redacted} />
          ) : (
            <PrintedPatrol patrol={read.patrol} track={read.track} areas={read.areas} />
          )}
          <p class="sheet-end">{t("print.end")}</p>
        </article>
      )}
    </main>
  );
}

/** To where one came from; a sheet in a tab of its own has nothing before it and goes to the list. */
function back(event: MouseEvent): void {
  if (history.length <= 1) return;
  event.preventDefault();
  history.back();
}

async function load({ id, more }: Route, signal: AbortSignal): Promise<Read> {
  // Without areas the sketch is bare, and the sheet is worth printing all the same.
  const areas = readAreas(signal).catch((): Area[] => []);
  if (!more || (id !== "lead" && id !== "patrol")) throw new Error(t("print.nothing"));
  if (id === "lead") return { kind: "lead", lead: await readLead(more, signal), areas: await areas };
  const [patrol, track] = await Promise.all([readPatrol(more, signal), readTrack(more, signal)]);
  return { kind: "patrol", patrol, track, areas: await areas };
}
