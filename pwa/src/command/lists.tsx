/** The left column: leads, officers on duty, patrols of a day. */

import type { ComponentChildren } from "preact";
import type { Area, Patrol } from "../api/types";
import { t } from "../i18n";
import { Officers } from "./officers";
import { Patrols } from "./patrols";
import { isOpen } from "./select";
import type { Selection, Tab } from "./selection";
import type { Live } from "./state";

type Props = {
  at: Selection;
  live: Live;
  /** Null until they are here. */
  zones: readonly Area[] | null;
  now: number;
  /** The queue and what belongs below it. */
  children: ComponentChildren;
  onTab(tab: Tab): void;
  onOfficer(id: string): void;
  onPatrol(patrol: Patrol): void;
};

export function Lists({ at, live, zones, now, children, onTab, onOfficer, onPatrol }: Props) {
  let open = 0;
  for (const lead of live.leads.values()) if (isOpen(lead)) open++;
  const counts: Record<Tab, number | null> = { leads: open, officers: live.officers.size, patrols: null };
  return (
    <section class="lists" id="lists" tabIndex={-1} aria-label={t("pane.list")}>
      <Tabs tab={at.tab} counts={counts} onTab={onTab} />
      <div class="list-panel" id={`panel-${at.tab}`} role="tabpanel" aria-labelledby={`tab-${at.tab}`}>
        {at.tab === "leads" && children}
        {at.tab === "officers" && (
          <Officers officers={live.officers} zones={zones} selected={at.officer} now={now} onOpen={onOfficer} />
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
          aria-controls={name === tab ? `panel-${name}` : undefined}
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
