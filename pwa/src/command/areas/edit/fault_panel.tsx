/** Faults of a set of zones: what, where, how much, and what could be done, seen before it is done. */

import { language, t } from "../../../i18n";
import { Chip } from "../../../ui/parts";
import type { Fault } from "./faults";

type Props = {
  /** Null: not looked for yet. */
  faults: readonly Fault[] | null;
  chosen: number | null;
  onChoose(index: number | null): void;
  busy: boolean;
  onCheck?: () => void;
  onApply?: (index: number) => void;
  all?: All;
};
/** All repairs at once: `said` is what would come of them, null while nothing is proposed. */
export type All = { said: string | null; onPropose(): void; onAccept(): void; onLeave(): void };

export function FaultPanel({ faults, chosen, onChoose, busy, onCheck, onApply, all }: Props) {
  const repairable = faults?.filter(({ repair }) => repair).length ?? 0;
  return (
    <section class="edit-faults" aria-label={t("edit.faults")}>
      {onCheck && (
        <header class="edit-head">
          <h3>{t("edit.faults")}</h3>
          {faults && (
            <Chip tone={faults.length > 0 ? "warn" : "ok"} icon={faults.length > 0 ? "warning" : "online"}>
              {faults.length > 0 ? t("edit.faults_found", { n: faults.length }) : t("edit.no_faults")}
            </Chip>
          )}
          <button type="button" class="button small" disabled={busy} onClick={onCheck}>
            {t(busy ? "edit.checking" : "edit.check")}
          </button>
        </header>
      )}
      {!faults && <p class="hint">{t("edit.check_hint")}</p>}
      {all && repairable > 1 && <AllRepairs n={repairable} busy={busy} {...all} />}
      {faults && faults.length > 0 && (
        <ol class="edit-list">
          {faults.map((fault, i) => (
            <li key={i}>
              <button type="button" class="edit-row" aria-pressed={i === chosen} onClick={() => onChoose(i === chosen ? null : i)}>
                {fault.flaw && <Chip tone="warn">{t(`edit.flaw.${fault.flaw}`)}</Chip>}
                {!fault.flaw && fault.repair && <Chip tone="warn">{t(`edit.repair.${fault.repair.repair}`)}</Chip>}
                <span>{language() === "en" ? fault.en : fault.zh}</span>
              </button>
              {i === chosen && <Proposal fault={fault} busy={busy} onApply={onApply && (() => onApply(i))} />}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function AllRepairs({ n, busy, said, onPropose, onAccept, onLeave }: All & { n: number; busy: boolean }) {
  if (said === null) {
    return (
      <button type="button" class="button small" disabled={busy} onClick={onPropose}>
        {t("edit.all", { n })}
      </button>
    );
  }
  return (
    <div class="edit-proposal" role="group" aria-label={t("edit.all", { n })}>
      <p>{said}</p>
      <div class="buttons">
        <button type="button" class="button small primary" disabled={busy} onClick={onAccept}>
          {t("edit.all_accept")}
        </button>
        <button type="button" class="button small" onClick={onLeave}>
          {t("edit.cancel")}
        </button>
      </div>
    </div>
  );
}

function Proposal({ fault, busy, onApply }: { fault: Fault; busy: boolean; onApply: (() => void) | undefined }) {
  const { flaw, repair } = fault;
  if (!repair) return <p class="hint edit-proposal">{t("edit.no_proposal")}</p>;
  if (!flaw && !onApply) return null;
  return (
    <div class="edit-proposal">
      {flaw && <p>{t("edit.proposal", { what: language() === "en" ? repair.en : repair.zh })}</p>}
      {onApply && (
        <button type="button" class="button small primary" disabled={busy} onClick={onApply}>
          {t("edit.apply")} · {t(`edit.repair.${repair.repair}`)}
        </button>
      )}
    </div>
  );
}
