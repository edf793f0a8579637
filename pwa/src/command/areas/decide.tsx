/** What to take of a checked file, and taking it back until midnight. */

import { useState } from "preact/hooks";
import type { Accept, AreaImport } from "../../api/types";
import { t } from "../../i18n";
import { minuteInWords } from "../../ui/format";
import { useNow } from "../../ui/now";
import { Banner, Confirm } from "../../ui/parts";
import { Failed } from "../../ui/states";
import { toast } from "../../ui/toast";
import { sentence } from "../requests";
import { canWithdraw, isFaulty } from "./report";
import { decide, withdraw } from "./requests";

type Props = { report: AreaImport; onChanged(report: AreaImport): void };
type Asking = Accept | "withdrawal" | null;

export function Decide({ report, onChanged }: Props) {
  const [asking, ask] = useState<Asking>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const now = useNow(30_000);
  const run = async (work: () => Promise<AreaImport>) => {
    ask(null);
    setBusy(true);
    setFailure(null);
    try {
      const next = await work();
      onChanged(next);
      if (next.state === "applied") toast(() => t("areas.applied", { n: next.applied_count }), { undo: () => ask("withdrawal") });
      else toast(t(`areas.now.${next.state}`));
    } catch (error) {
      setFailure(sentence(error));
    } finally {
      setBusy(false);
    }
  };
  const drawn = report.origin === "map" ? "_drawn" : "";
  return (
    <section class="decide-import" aria-label={t("areas.decision")}>
      {report.state === "checked" && <Choice report={report} busy={busy} ask={ask} />}
      {report.state === "applied" && (
        <Banner tone="ok" icon="online">
          {t("areas.in_force_from", { n: report.applied_count, date: report.valid_from, time: timeOf(report.decided_at) })}
          {canWithdraw(report, now) ? (
            <button type="button" class="button small" disabled={busy} onClick={() => ask("withdrawal")}>
              {t(`areas.withdraw${drawn}`)}
            </button>
          ) : (
            <span>{t("areas.too_late")}</span>
          )}
        </Banner>
      )}
      {report.state === "refused" && <Banner tone="warn">{t(report.decided_at ? "areas.was_refused" : "areas.nothing_good")}</Banner>}
      {report.state === "withdrawn" && <Banner tone="info">{t("areas.was_withdrawn", { time: timeOf(report.withdrawn_at) })}</Banner>}
      {failure && <Failed reason={failure} />}
      {asking === "withdrawal" && (
        <Confirm
          title={t(`areas.withdraw_ask${drawn}`)}
          note={t("areas.withdraw_note")}
          yes={t(`areas.withdraw${drawn}`)}
          danger
          onYes={() => void run(() => withdraw(report.id))}
          onNo={() => ask(null)}
        />
      )}
      {asking !== null && asking !== "withdrawal" && (
        <Confirm
          title={t(`areas.ask.${asking}`, { n: report.good_count, date: report.valid_from })}
          note={t(asking === "none" ? "areas.none_note" : "areas.until_midnight")}
          yes={t(`areas.yes.${asking}`)}
          danger={asking === "none"}
          onYes={() => void run(() => decide(report.id, asking))}
          onNo={() => ask(null)}
        />
      )}
    </section>
  );
}

function Choice({ report, busy, ask }: { report: AreaImport; busy: boolean; ask(asking: Asking): void }) {
  const faulty = isFaulty(report);
  return (
    <>
      <div class="buttons">
        <button type="button" class={faulty ? "button" : "button primary"} disabled={busy || faulty} onClick={() => ask("all")}>
          {t("areas.take_all", { n: report.feature_count })}
        </button>
        {faulty && (
          <button type="button" class="button primary" disabled={busy} onClick={() => ask("good_part")}>
            {t("areas.take_good", { n: report.good_count })}
          </button>
        )}
        <button type="button" class="button" disabled={busy} onClick={() => ask("none")}>
          {t("areas.take_none")}
        </button>
      </div>
      <p class="hint">{t(faulty ? "areas.why_not_all" : "areas.nothing_yet")}</p>
      {busy && <p role="status">{t("areas.busy")}</p>}
    </>
  );
}

function timeOf(at: string | null): string {
  return at ? minuteInWords(Date.parse(at)) : "";
}
