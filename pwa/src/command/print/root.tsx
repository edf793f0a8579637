/** The root of the sealed log on paper: kept with the duty log, it holds the record of that day to what it was. */

import { Printer } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { api, fetchApi } from "../../api/client";
import type { LogState, Me } from "../../api/types";
import { t } from "../../i18n";
import { exactTime } from "../../ui/format";
import { Icon } from "../../ui/icon";
import { Facts } from "../../ui/parts";
import { Failed, Loading } from "../../ui/states";
import { Qr } from "../people/qr";
import { sentence } from "../requests";
import { useMarginBoxes } from "./margins";
import "./print.css";

type Read = { state: LogState; note: string };

export function RootPage({ me }: { me: Me }) {
  const [read, setRead] = useState<Read | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [printed] = useState(() => exactTime(Date.now()));
  useEffect(() => {
    const abort = new AbortController();
    setFailure(null);
    load(abort.signal).then(setRead, (error: unknown) => {
      if (!abort.signal.aborted) setFailure(sentence(error));
    });
    return () => abort.abort();
  }, [attempt]);
  const said = t("print.by", { time: printed, name: me.display_name });
  useMarginBoxes(t("print.root"), said);
  return (
    <main class="print" id="lists" tabIndex={-1}>
      <div class="print-tools">
        <button type="button" class="button primary" disabled={!read} onClick={() => print()}>
          <Icon name={Printer} size={20} />
          {t("print.now")}
        </button>
        <span class="hint">{t("print.hint")}</span>
      </div>
      {failure && <Failed reason={t("detail.failed", { reason: failure })} again={() => setAttempt((n) => n + 1)} />}
      {!read && !failure && <Loading lines={6} />}
      {read && (
        <article class="sheet" data-ready>
          <header class="sheet-head">
            <p>{t("print.product")}</p>
            <h1>{t("print.root")}</h1>
            <p>{said}</p>
          </header>
          <Root {...read} />
          <p class="sheet-end">{t("print.end")}</p>
        </article>
      )}
    </main>
  );
}

/** A note: origin, size and root, an empty line, and who signed. */
function Root({ state, note }: Read) {
  const [origin, size, root] = note.split("\n");
  const signatures = note.slice(note.lastIndexOf("\n\n") + 2).split("\n").filter(Boolean);
  return (
    <>
      <section class="whole root-facts">
        <Facts
          rows={[
            [t("root.day"), state.signed_at ? exactTime(Date.parse(state.signed_at)).slice(0, 10) : "–"],
            [t("root.signed"), state.signed_at ? exactTime(Date.parse(state.signed_at)) : "–"],
            [t("root.origin"), <code key="origin">{origin}</code>],
            [t("root.size"), t("root.entries", { n: Number(size).toLocaleString("zh-CN") })],
            [t("root.root"), <code key="root">{root}</code>],
            [t("root.key"), <code key="key">{state.vkey}</code>],
            state.stamped_at ? [t("root.stamped"), exactTime(Date.parse(state.stamped_at))] : null,
          ]}
        />
        <Qr text={note} label={t("root.qr")} dense />
      </section>
      <section class="whole">
        <h2>{t("root.signatures")}</h2>
        {signatures.map((line) => (
          <p key={line}>
            <code>{line}</code>
          </p>
        ))}
      </section>
      <section class="whole">
        <h2>{t("root.compare")}</h2>
        <p class="small">{t("root.how")}</p>
        <p class="small">
          <code>python -m backend.cli audit-log {state.vkey} --older checkpoint.txt</code>
        </p>
        <p class="root-sign">
          <span>{t("root.kept_by")}</span>
          <span>{t("root.kept_at")}</span>
        </p>
      </section>
    </>
  );
}

async function load(signal: AbortSignal): Promise<Read> {
  const note = fetchApi("/log/checkpoint", { signal }).then((answer) => answer.text());
  return { state: await api<LogState>("/log", { signal }), note: await note };
}
