/** What companions sent and could not be used. An administrator looks, mends the app, and says that it is settled. */

import { useEffect, useState } from "preact/hooks";
import type { KeptAside } from "../../api/types";
import { t } from "../../i18n";
import { Banner, Chip, Empty } from "../../ui/parts";
import { go } from "../../ui/route";
import { Failed, Loading } from "../../ui/states";
import { toast } from "../../ui/toast";
import { Time } from "../records/page";
import { sentence } from "../requests";
import { AsideEntries } from "./aside_entries";
import { readAside, readAsideContent, settleAside } from "./requests";
import "./people.css";

export function AsidePage() {
  const [settled, setSettled] = useState(false);
  const [rows, setRows] = useState<readonly KeptAside[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setFailure(null);
    setRows(null);
    readAside(settled, abort.signal).then(setRows, (error: unknown) => {
      if (!abort.signal.aborted) setFailure(sentence(error));
    });
    return () => abort.abort();
  }, [settled, turn]);
  const settle = (row: KeptAside) =>
    settleAside(row.id).then(
      () => {
        setRows((now) => (now ?? []).filter(({ id }) => id !== row.id));
        toast(t("aside.was_settled"));
      },
      (error: unknown) => toast(sentence(error)),
    );
  return (
    <main class="page records aside-page" id="lists">
      <header class="page-head">
        <h2>{t("page.aside")}</h2>
        <div class="buttons">
          <button type="button" class="button small" aria-pressed={!settled} onClick={() => setSettled(false)}>
            {t("aside.open")}
          </button>
          <button type="button" class="button small" aria-pressed={settled} onClick={() => setSettled(true)}>
            {t("aside.settled")}
          </button>
          <button type="button" class="button small" onClick={() => setTurn(turn + 1)}>
            {t("aside.again")}
          </button>
        </div>
      </header>
      <Banner tone="info">{t("aside.why")}</Banner>
      {failure && <Failed reason={t("table.failed", { reason: failure })} again={() => setTurn(turn + 1)} />}
      {!failure && rows === null && <Loading lines={4} />}
      {rows?.length === 0 && <Empty icon="online">{t(settled ? "aside.none_settled" : "aside.none")}</Empty>}
      <ul class="list aside-list">
        {rows?.map((row) => (
          <AsideRow key={row.id} row={row} onSettle={() => void settle(row)} />
        ))}
      </ul>
      <AsideEntries turn={turn} />
    </main>
  );
}

function AsideRow({ row, onSettle }: { row: KeptAside; onSettle(): void }) {
  const [content, setContent] = useState<string | null>(null);
  const look = () =>
    readAsideContent(row.id).then(
      (found) => setContent(found.content),
      (error: unknown) => toast(sentence(error)),
    );
  return (
    <li>
      <div class="list-row">
        <span class="list-text">
          <strong>
            {row.person_name} · {row.label}
          </strong>
          <span>
            <Chip tone="warn">{t(`aside.reason.${row.reason}`)}</Chip> {t(`aside.help.${row.reason}`)}
          </span>
          <span class="hint">
            {t(`companion.kind.${row.kind}`)} · {t("aside.times", { n: row.times, size: row.size })} ·{" "}
            <Time at={row.last_at} />
          </span>
        </span>
        <span class="buttons">
          <button type="button" class="button small" onClick={() => go(`people/${row.person_id}`)}>
            {t("aside.person")}
          </button>
          {row.kept && content === null && (
            <button type="button" class="button small" onClick={() => void look()}>
              {t("aside.look")}
            </button>
          )}
          {!row.settled_at && (
            <button type="button" class="button small primary" onClick={onSettle}>
              {t("aside.settle")}
            </button>
          )}
        </span>
      </div>
      {!row.kept && <p class="hint">{t("aside.not_kept")}</p>}
      {content !== null && <pre class="aside-content">{content}</pre>}
    </li>
  );
}
