/** Says new leads aloud to a screen reader, many of them in one sentence. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Lead } from "../api/types";
import { t } from "../i18n";
import { categoryName } from "./names";

const QUIET_MS = 8000;

export function Announce({ leads, unseen }: { leads: ReadonlyMap<string, Lead>; unseen: ReadonlySet<string> }) {
  const said = useRef<ReadonlySet<string>>(unseen);
  const waiting = useRef<Lead[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [text, setText] = useState("");
  useEffect(() => {
    const fresh = [...unseen].filter((id) => !said.current.has(id)).flatMap((id) => leads.get(id) ?? []);
    said.current = unseen;
    waiting.current.push(...fresh);
    const tell = () => {
      const all = waiting.current.splice(0);
      timer.current = undefined;
      if (all.length === 0) return;
      const [first] = all;
      setText(all.length === 1 && first ? sentence(first) : t("queue.arrived_n", { n: all.length }));
      // What comes within the next seconds is said together: a region that chatters is switched off.
      timer.current = setTimeout(tell, QUIET_MS);
    };
    if (fresh.length > 0 && timer.current === undefined) tell();
  }, [unseen]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <p class="sr-only" aria-live="polite">
      {text}
    </p>
  );
}

function sentence(lead: Lead): string {
  const where = lead.address || lead.duty_zone_name || lead.town_name || t("queue.outside");
  return t("queue.arrived", { category: categoryName(lead), where });
}
