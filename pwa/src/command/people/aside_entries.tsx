/** Signed captures that could not go into their chain: who sent them, and why. */

import { useEffect, useState } from "preact/hooks";
import type { AsideEntry } from "../../api/types";
import { t } from "../../i18n";
import { Chip, Section } from "../../ui/parts";
import { go } from "../../ui/route";
import { Failed, Loading } from "../../ui/states";
import { Time } from "../records/page";
import { sentence } from "../requests";
import { readAsideEntries } from "./requests";

/** `turn` grows when it is to be read again. */
export function AsideEntries({ turn }: { turn: number }) {
  const [rows, setRows] = useState<readonly AsideEntry[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [again, setAgain] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setFailure(null);
    readAsideEntries(abort.signal).then(setRows, (error: unknown) => {
      if (!abort.signal.aborted) setFailure(sentence(error));
    });
    return () => abort.abort();
  }, [turn, again]);
  return (
    <Section title={t("aside.entries")}>
      <p class="hint">{t("aside.entries_why")}</p>
      {failure && <Failed reason={t("table.failed", { reason: failure })} again={() => setAgain(again + 1)} />}
      {!failure && rows === null && <Loading lines={2} />}
      {rows?.length === 0 && <p class="hint">{t("aside.no_entries")}</p>}
      <ul class="list aside-list">
        {rows?.map((row) => (
          <li key={row.id}>
            <div class="list-row">
              <span class="list-text">
                <strong>{t("aside.entry", { name: row.person_name, n: row.n })}</strong>
                <span>
                  <Chip tone="warn">{t(`aside.fault.${row.fault}`)}</Chip> {t(`aside.fault_help.${row.fault}`)}
                </span>
                <span class="hint">
                  {t("aside.times", { n: row.times, size: row.size })} · <Time at={row.last_at} />
                </span>
              </span>
              <span class="buttons">
                <button type="button" class="button small" onClick={() => go(`people/${row.person_id}`)}>
                  {t("aside.person")}
                </button>
              </span>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
