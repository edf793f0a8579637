/** What can be done with the ticked leads at once, how far it has come, and what has become of each. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Lead } from "../../api/types";
import { t } from "../../i18n";
import type { Many, Result } from "../deciding";
import { categoryName } from "../names";
import { ReadyReasons } from "../ready_reasons";

export type Run = { total: number; results: readonly Result[]; done: boolean };

type Props = {
  leads: readonly Lead[];
  run: Run | null;
  onDecide(decision: Many): void;
  onGive(): void;
  onStop(): void;
  onClear(): void;
  onClose(): void;
};

export function ManyBar({ leads, run, onDecide, onGive, onStop, onClear, onClose }: Props) {
  const [rejecting, setRejecting] = useState(false);
  const failed = run?.done ? run.results.filter(({ done }) => !done) : [];
  if (run && !run.done) {
    return (
      <div class="many" role="status">
        <p>{t("many.running", { n: run.results.length, total: run.total })}</p>
        <progress max={run.total} value={run.results.length} aria-label={t("many.progress")} />
        <button type="button" class="button small" onClick={onStop}>
          {t("many.stop")}
        </button>
      </div>
    );
  }
  return (
    <>
      {leads.length > 0 && (
        <div class="many" role="toolbar" aria-label={t("many.title")}>
          <p role="status">{t("many.picked", { n: leads.length })}</p>
          <button type="button" class="button small" onClick={() => onDecide({ kind: "accept", reason: null })}>
            {t("act.accept")}
          </button>
          <button type="button" class="button small primary" onClick={onGive}>
            {t("act.assign")}
          </button>
          <button type="button" class="button small" data-way="reject" onClick={() => setRejecting(true)}>
            {t("act.reject")}
          </button>
          <button type="button" class="button small quiet" onClick={onClear}>
            {t("many.clear")}
          </button>
        </div>
      )}
      {rejecting && (
        <Reject
          n={leads.length}
          onCancel={() => setRejecting(false)}
          onReject={(reason) => {
            setRejecting(false);
            onDecide({ kind: "reject", reason });
          }}
        />
      )}
      {run && failed.length > 0 && <Results run={run} failed={failed} onClose={onClose} />}
    </>
  );
}

function Reject({ n, onReject, onCancel }: { n: number; onReject(reason: string): void; onCancel(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [reason, setReason] = useState("");
  const [empty, setEmpty] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  const submit = (event: Event) => {
    event.preventDefault();
    setEmpty(reason.trim() === "");
    if (reason.trim() !== "") onReject(reason.trim());
  };
  return (
    <dialog ref={dialog} class="many-dialog" aria-labelledby="many-reject" onClose={onCancel}>
      <h2 id="many-reject">{t("many.reject", { n })}</h2>
      <form class="reason" onSubmit={submit}>
        <label for="many-reason">{t("act.reason")}</label>
        <ReadyReasons value={reason} onPick={setReason} />
        <textarea
          id="many-reason"
          rows={3}
          maxLength={500}
          aria-invalid={empty}
          aria-describedby={empty ? "many-empty" : undefined}
          value={reason}
          onInput={({ currentTarget }) => setReason(currentTarget.value)}
        />
        {empty && (
          <p id="many-empty" class="problem" role="alert">
            {t("act.empty_reason")}
          </p>
        )}
        <div class="decide-buttons">
          <button type="submit" class="button danger">
            {t("many.confirm_reject", { n })}
          </button>
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {t("act.cancel")}
          </button>
        </div>
      </form>
    </dialog>
  );
}

/** Only when something failed: what went well is told in the toast, with the way back. */
function Results({ run, failed, onClose }: { run: Run; failed: readonly Result[]; onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="many-dialog" aria-labelledby="many-results" onClose={onClose}>
      <h2 id="many-results">{t("many.results", { ok: run.results.length - failed.length, failed: failed.length })}</h2>
      <ul class="rows">
        {failed.map(({ lead, reason }) => (
          <li key={lead.id} class="failed">
            <strong>{categoryName(lead)}</strong> · {lead.address || lead.note || lead.id.slice(-6)}
            <br />
            {reason}
          </li>
        ))}
      </ul>
      <div class="decide-buttons">
        <button type="button" class="button primary" onClick={() => dialog.current?.close()}>
          {t("app.close")}
        </button>
      </div>
    </dialog>
  );
}
