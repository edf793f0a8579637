/** How far the log of what was done is sealed: what an auditor writes down, and hands to the other side. */

import { ShieldCheck } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { api } from "../../api/client";
import type { LogState } from "../../api/types";
import { t } from "../../i18n";
import { Icon } from "../../ui/icon";
import { Ago } from "../time";

const AGAIN_MS = 30_000;
const grouped = new Intl.NumberFormat("zh-CN");

export function Sealed() {
  const state = useLogState();
  if (state === null) return null;
  if (state.vkey === "") {
    return (
      <p class="sealed hint">
        {t("sealed.off")} <Originals />
      </p>
    );
  }
  return (
    <details class="sealed">
      <summary>
        <Icon name={ShieldCheck} size={16} /> {t("sealed.so_far", { n: grouped.format(state.size) })}
        {state.signed_at && (
          <>
            {" · "}
            {t("sealed.signed")} <Ago at={state.signed_at} now={Date.now()} />
          </>
        )}
        {state.waiting > 0 && ` · ${t("sealed.waiting", { n: grouped.format(state.waiting) })}`}
      </summary>
      <p class="hint">{t("sealed.what")}</p>
      <p class="hint">
        {state.witnesses.length > 0 ? t("sealed.witnesses", { names: state.witnesses.join(", ") }) : t("sealed.no_witness")}
      </p>
      {state.stamped_at && (
        <p class="hint">
          {t("sealed.stamped")} <Ago at={state.stamped_at} now={Date.now()} />
        </p>
      )}
      <p>
        <a class="button small" href="/api/log/checkpoint" download="checkpoint.txt">
          {t("sealed.checkpoint")}
        </a>{" "}
        <a class="button small" href="#/root">
          {t("sealed.print")}
        </a>
      </p>
      <p class="hint">
        <Originals />
      </p>
      <p class="hint">
        {t("sealed.key")} <code class="break">{state.vkey}</code>
      </p>
    </details>
  );
}

const KEEPINGS = ["locked", "versioned", "plain"] as const;

/** How the store keeps the originals that come in now, as it was seen to, not as it says. */
function Originals() {
  const [originals, setOriginals] = useState("unknown");
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    api<{ originals: string }>("/health", { signal }).then((health) => setOriginals(health.originals), () => undefined);
    return () => abort.abort();
  }, []);
  return <>{t(`originals.${KEEPINGS.find((one) => one === originals) ?? "unknown"}`)}</>;
}

/** The proof of one event, to be taken along. */
export function ProofLink({ id }: { id: string }) {
  return (
    <a href={`/api/log/events/${id}`} download={`event-${id}.json`} aria-label={t("sealed.proof_of", { id })}>
      {t("sealed.proof")}
    </a>
  );
}

function useLogState(): LogState | null {
  const [state, setState] = useState<LogState | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    const read = () => void api<LogState>("/log", { signal: abort.signal }).then(setState, () => undefined);
    read();
    const timer = setInterval(read, AGAIN_MS);
    return () => {
      clearInterval(timer);
      abort.abort();
    };
  }, []);
  return state;
}
