/** What companions sent and could not be used. An administrator looks, mends the app, and says that it is settled. */

import { useState } from "preact/hooks";
import type { KeptAside, Uuid } from "../../api/types";
import { t } from "../../i18n";
import { Banner, Empty } from "../../ui/parts";
import { toast } from "../../ui/toast";
import { sentence } from "../requests";
import { useRead, type Read } from "../use_read";
import { AsideEntries } from "./aside_entries";
import { AsideList, AsideRow } from "./aside_list";
import { readAside, readAsideContent, settleAside } from "./requests";
import "./people.css";

export function AsidePage() {
  const [settled, setSettled] = useState(false);
  const [turn, setTurn] = useState(0);
  const [gone, setGone] = useState<ReadonlySet<Uuid>>(new Set());
  const again = () => setTurn(turn + 1);
  const [read] = useRead(`${settled} ${turn}`, (signal) => readAside(settled, signal));
  const settle = (row: KeptAside) =>
    settleAside(row.id).then(
      () => {
        setGone(new Set([...gone, row.id]));
        toast(t("aside.was_settled"));
      },
      (error: unknown) => toast(sentence(error), { tone: "danger" }),
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
          <button type="button" class="button small" onClick={again}>
            {t("aside.again")}
          </button>
        </div>
      </header>
      <Banner tone="info">{t("aside.why")}</Banner>
      <AsideList
        read={settled ? read : without(read, gone)}
        again={again}
        empty={<Empty icon="online">{t(settled ? "aside.none_settled" : "aside.none")}</Empty>}
        row={(row) => <Sent key={row.id} row={row} onSettle={() => void settle(row)} />}
      />
      <AsideEntries turn={turn} />
    </main>
  );
}

/** What was settled here goes at once. */
function without(read: Read<readonly KeptAside[]>, gone: ReadonlySet<Uuid>): Read<readonly KeptAside[]> {
  return read.state === "ready" ? { ...read, value: read.value.filter(({ id }) => !gone.has(id)) } : read;
}

function Sent({ row, onSettle }: { row: KeptAside; onSettle(): void }) {
  const [content, setContent] = useState<string | null>(null);
  const look = () =>
    readAsideContent(row.id).then(
      (found) => setContent(found.content),
      (error: unknown) => toast(sentence(error), { tone: "danger" }),
    );
  return (
    <AsideRow
      told={{
        ...row,
        title: `${row.person_name} · ${row.label}`,
        why: t(`aside.reason.${row.reason}`),
        help: t(`aside.help.${row.reason}`),
        kind: t(`companion.kind.${row.kind}`),
      }}
      below={
        <>
          {!row.kept && <p class="hint">{t("aside.not_kept")}</p>}
          {content !== null && <pre class="aside-content">{content}</pre>}
        </>
      }
    >
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
    </AsideRow>
  );
}
