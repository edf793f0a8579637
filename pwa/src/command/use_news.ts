/** What somebody else has just done to the lead one is looking at, for a minute. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { LeadDetail } from "../api/types";
import { t } from "../i18n";

const SAID_MS = 60_000;

type Seen = Pick<LeadDetail, "state"> & { steps: number };

/** The sentence about the newest step that others took since `seen`; null when there is none. Pure. */
export function newsOf(seen: Seen, lead: LeadDetail, me: string): string | null {
  const step = lead.steps.slice(seen.steps).filter(({ actor_id }) => actor_id !== me).at(-1);
  if (!step) return null;
  const what = t(`step.${step.kind}`, { name: step.actor_name, assignee: step.assignee_name ?? "", category: step.category_name_zh ?? "" });
  if (lead.state === seen.state) return t("news.step", { what });
  return t("news.state", { name: step.actor_name, state: t(`lead.state.${lead.state}`) });
}

export function useNews(lead: LeadDetail | null, me: string): string | null {
  const seen = useRef<Seen | null>(null);
  const [news, setNews] = useState<string | null>(null);
  useEffect(() => {
    if (!lead) return;
    const said = seen.current && newsOf(seen.current, lead, me);
    seen.current = { state: lead.state, steps: lead.steps.length };
    if (said) setNews(said);
  }, [lead, me]);
  useEffect(() => {
    if (news === null) return undefined;
    const timer = setTimeout(() => setNews(null), SAID_MS);
    return () => clearTimeout(timer);
  }, [news]);
  return news;
}
