/** Says new leads aloud to a screen reader, one sentence each. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Lead } from "../api/types";
import { t } from "../i18n";
import { categoryName } from "./queue";

export function Announce({ leads, unseen }: { leads: ReadonlyMap<string, Lead>; unseen: ReadonlySet<string> }) {
  const said = useRef<ReadonlySet<string>>(unseen);
  const [text, setText] = useState("");
  useEffect(() => {
    const fresh = [...unseen].filter((id) => !said.current.has(id)).flatMap((id) => leads.get(id) ?? []);
    said.current = unseen;
    if (fresh.length > 0) setText(fresh.map(sentence).join("。"));
  }, [unseen]);
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
