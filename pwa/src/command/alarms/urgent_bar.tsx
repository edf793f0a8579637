/** Urgent leads that nobody here has opened and nobody has decided: over the desk like an alarm, until one of both is done. */

import type { Lead } from "../../api/types";
import { t } from "../../i18n";
import { clockTime } from "../../ui/format";
import { Icon } from "../../ui/icon";
import { categoryName } from "../names";
import { useStore, type Store } from "../store";
import { lookAtLead } from "./look";
import { urgentNews } from "./open";

/** So many are named; the rest is a number. */
const AT_ONCE = 3;

export function UrgentBar({ store }: { store: Store }) {
  const leads = useStore(store, (known) => known.live().leads);
  const unseen = useStore(store, (known) => known.live().unseen);
  const news = urgentNews(leads, unseen);
  const look = ({ id }: Lead) => {
    store.dispatch({ do: "seen", id });
    lookAtLead(id);
  };
  if (news.length === 0) return null;
  return (
    <div class="urgent-bar" role="alert">
      {news.slice(0, AT_ONCE).map((lead) => (
        <p key={lead.id}>
          <Icon name="sos" size={24} />
          <strong>{t("urgent.news", { category: categoryName(lead), where: placeOf(lead) })}</strong>
          {/* A time that grew would have the whole read out again. */}
          <time dateTime={lead.received_at}>{clockTime(Date.parse(lead.received_at))}</time>
          <button type="button" class="button" aria-label={`${t("undo.look")} ${categoryName(lead)}`} onClick={() => look(lead)}>
            {t("urgent.look")}
          </button>
        </p>
      ))}
      {news.length > AT_ONCE && <p>{t("urgent.more", { n: news.length - AT_ONCE })}</p>}
    </div>
  );
}

function placeOf(lead: Lead): string {
  return lead.address || lead.duty_zone_name || lead.town_name || t("queue.outside");
}
