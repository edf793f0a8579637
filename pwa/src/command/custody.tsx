/** Who has handled a medium: captured, declared, received, each look, copy and package, and what is sealed of it. */

import { useEffect, useState } from "preact/hooks";
import type { CustodyEntry } from "../api/types";
import { t, type Word } from "../i18n";
import { PURPOSES } from "../ui/evidence_purpose";
import { exactTime } from "../ui/format";
import { Failed, Loading } from "../ui/states";
import { readCustody, sentence } from "./requests";

/** `version`: what is different about the medium when its story has gone on. */
export function Custody({ id, version }: { id: string; version: string }) {
  const [entries, setEntries] = useState<CustodyEntry[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setFailure(null);
    readCustody(id, abort.signal).then(
      (read) => setEntries(read.entries),
      (error: unknown) => {
        if (!abort.signal.aborted) setFailure(sentence(error));
      },
    );
    return () => abort.abort();
  }, [id, version, attempt]);
  if (failure) return <Failed reason={t("custody.failed", { reason: failure })} again={() => setAttempt((n) => n + 1)} />;
  if (!entries) return <Loading lines={3} />;
  return (
    <ol class="custody">
      {entries.map((entry) => (
        <li key={entry.event ?? entry.kind}>
          <span class="custody-when">
            <time>{exactTime(Date.parse(entry.at))}</time>
            {entry.event !== null && (
              <span class={entry.sealed ? "badge done" : "badge"}>{t(entry.sealed ? "custody.sealed" : "custody.waiting")}</span>
            )}
          </span>
          <span>
            {entry.actor_name ?? t("custody.system")} · {kindText(entry)}
          </span>
          {entry.purpose && <span>{t("custody.purpose", { purpose: purposeText(entry.purpose) })}</span>}
        </li>
      ))}
    </ol>
  );
}

/** In the words of the audit log; those it does not know are told by the medium itself. */
function kindText({ kind, detail }: CustodyEntry): string {
  // What was chosen has the time that its file says.
  if (kind === "captured" && detail["source"] !== "camera") return t("custody.chosen");
  if (kind === "captured" || kind === "declared" || kind === "made") return t(`custody.${kind}`);
  const word = `audit.${kind}`;
  const told = t(word as Word);
  return told === word ? kind : told;
}

/** A package's purpose is in the words of whoever took it. */
function purposeText(purpose: string): string {
  const known = ["own_capture" as const, ...PURPOSES].find((one) => one === purpose);
  return known ? t(`evidence.purpose_${known}`) : purpose;
}
