/** The tabs, with the one large button that is wanted most where the thumb is. */

import type { Me } from "../api/types";
import { t, type Word } from "../i18n";
import { isNews, readLeads } from "../store/leads";
import type { Overview } from "../sync/overview";
import { Icon, type IconName } from "../ui/icon";
import { useQuery } from "../ui/query";
import type { Route } from "../ui/route";
import { tabOf } from "./registry";
import "./tabs.css";

export type Tab = { screen: string; word: Word; icon: IconName };

/** What a person's permissions make of the app. */
export function tabsOf(me: Me): Tab[] {
  const patrols = "patrol.run" in me.permissions;
  const reports = "lead.report" in me.permissions;
  const tabs: (Tab | false)[] = [
    patrols && { screen: "duty", word: "tab.duty", icon: "duty" },
    reports && !patrols && { screen: "home", word: "tab.home", icon: "home" },
    reports && { screen: "leads", word: "tab.my_leads", icon: "leads" },
    reports && { screen: "capture", word: "tab.capture", icon: "capture" },
    { screen: "outbox", word: "tab.outbox", icon: "outbox" },
    { screen: "account", word: "tab.account", icon: "person" },
  ];
  return tabs.filter((tab) => tab !== false);
}

type Props = { me: Me; tabs: Tab[]; here: Route; outbox: Overview };

export function Tabs({ me, tabs, here, outbox }: Props) {
  const known = useQuery(["leads"], () => readLeads(me.id), [me.id]) ?? [];
  const news = known.filter((lead) => isNews(lead, me.id)).length;
  const { pending, attention } = outbox;
  const current = tabOf(here);
  return (
    <nav class={withSubmit(here) ? "tabs flat" : "tabs"} aria-label={t("tab.label")}>
      {tabs.map(({ screen, word, icon }) => (
        <a
          key={screen}
          href={`#/${screen}`}
          class={screen === "capture" ? "tab-main" : undefined}
          aria-current={current === screen ? "page" : undefined}
        >
          <span class="tab-icon">
            <Icon name={icon} size={screen === "capture" ? 30 : 24} />
            {screen === "outbox" && <Count pending={pending} attention={attention} />}
            {screen === "leads" && news > 0 && (
              <span class="count" aria-label={t("reach.news", { n: news })}>
                {news}
              </span>
            )}
          </span>
          {t(word)}
        </a>
      ))}
    </nav>
  );
}

/** A lead being written keeps its own large button there. */
function withSubmit({ screen, id }: Route): boolean {
  return screen === "capture" && !!id && id !== "sent";
}

function Count({ pending, attention }: { pending: number; attention: number }) {
  if (attention > 0)
    return (
      <span class="count danger" aria-label={t("reach.attention", { n: attention })}>
        {attention}
      </span>
    );
  if (pending > 0)
    return (
      <span class="count" aria-label={t("reach.pending", { n: pending })}>
        {pending}
      </span>
    );
  return null;
}
