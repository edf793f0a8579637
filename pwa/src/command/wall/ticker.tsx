/** What happened last, newest first; it stands still and is replaced, because moving text cannot be read from afar. */

import { language, t } from "../../i18n";
import { clockTime } from "../../ui/format";
import { whomOf } from "../alarms/words";
import type { Happening } from "./happenings";

const SHOWN = 4;

export function Ticker({ happenings }: { happenings: readonly Happening[] }) {
  return (
    <section class="wall-ticker" aria-label={t("wall.last")}>
      <h2>{t("wall.last")}</h2>
      <ol>
        {happenings.length === 0 && <li>{t("wall.nothing")}</li>}
        {happenings.slice(0, SHOWN).map((each) => (
          <li key={each.key} class={each.what === "alarm" ? `alarm ${each.state}` : each.what}>
            <time>{clockTime(each.at)}</time> {said(each)}
          </li>
        ))}
      </ol>
    </section>
  );
}

function said(each: Happening): string {
  switch (each.what) {
    case "lead": {
      const { lead, state } = each;
      const name = language() === "en" ? lead.category_name_en : lead.category_name_zh;
      const where = lead.duty_zone_name ?? lead.town_name ?? lead.address;
      const urgent = lead.urgent ? `【${t("lead.urgent")}】` : "";
      return urgent + t(`wall.lead.${state}`, { name, where });
    }
    case "alarm":
      return t(`wall.alarm.${each.state}`, { kind: t(`alarm.kind.${each.alarm.kind}`), who: whomOf(each.alarm) });
    case "duty":
      return t(each.begins ? "wall.duty_begins" : "wall.duty_ends", { zone: each.zone });
  }
}
