/** The left column: leads, officers on duty, patrols of a day. */

import type { Area, Patrol } from "../api/types";
import { t } from "../i18n";
import { Officers } from "./officers";
import { Patrols } from "./patrols";
import { Queue } from "./queue";
import { isOpen } from "./select";
import type { Selection, Tab } from "./selection";
import type { Live } from "./state";

type Props = {
  at: Selection;
  live: Live;
  areas: readonly Area[];
  now: number;
  onTab(tab: Tab): void;
  onMark(id: string): void;
  onLead(id: string): void;
  onOfficer(id: string): void;
  onPatrol(patrol: Patrol): void;
};

export function Lists({ at, live, areas, now, onTab, onMark, onLead, onOfficer, onPatrol }: Props) {
  const open = [...live.leads.values()].filter(isOpen).length;
  const counts: Record<Tab, number | null> = { leads: open, officers: live.officers.size, patrols: null };
  return (
    <section class="lists" id="lists" tabIndex={-1}>
      <Tabs tab={at.tab} counts={counts} onTab={onTab} />
      <div class="list-panel" id={`panel-${at.tab}`} role="tabpanel" aria-labelledby={`tab-${at.tab}`}>
        {at.tab === "leads" && (
          <Queue
            leads={live.leads}
            unseen={live.unseen}
            selected={at.lead}
            now={now - (now % 10_000)}
            onSelect={onMark}
            onOpen={onLead}
          />
        )}
        {at.tab === "officers" && (
          <Officers officers={live.officers} areas={areas} selected={at.officer} now={now} onOpen={onOfficer} />
        )}
        {at.tab === "patrols" && (
          <Patrols stamp={patrolStamp(live)} selected={at.patrol} onOpen={onPatrol} />
        )}
      </div>
    </section>
  );
}

const TABS: readonly Tab[] = ["leads", "officers", "patrols"];

function Tabs({ tab, counts, onTab }: { tab: Tab; counts: Record<Tab, number | null>; onTab(tab: Tab): void }) {
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length];
    if (step === 0 || !next) return;
    event.preventDefault();
    onTab(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={t("tab.switch")} onKeyDown={onKeyDown}>
      {TABS.map((name) => (
        <button
          key={name}
          id={`tab-${name}`}
          type="button"
          role="tab"
          aria-selected={name === tab}
          aria-controls={`panel-${name}`}
          tabIndex={name === tab ? 0 : -1}
          onClick={() => onTab(name)}
        >
          {t(`tab.${name}`)}
          {counts[name] !== null && <span class="count">{counts[name]}</span>}
        </button>
      ))}
    </div>
  );
}

function patrolStamp({ patrols }: Live): string {
  return [...patrols.values()].map(({ id, state }) => `${id}${state}`).join();
}
