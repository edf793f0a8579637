/** Tells of a new task wherever the person is in the app: a sentence, a sound, a buzz, and a notification if allowed. */

import type { Me } from "../api/types";
import { ring } from "../capture/shutter";
import { language, t } from "../i18n";
import { homeWords } from "../i18n/home";
import { onChange } from "../store/changes";
import { givenAt, newlyGiven } from "../store/given";
import { readLeads } from "../store/leads";
import { readOps } from "../store/ops";
import type { KnownLead } from "../store/records";
import { mayNotify } from "../sync/look";
import { isShutOut } from "../sync/shut_out";
import { whenIdle } from "../ui/lazy";
import { go, route } from "../ui/route";
import { toast } from "../ui/toast";
import { session } from "./session";

/** Follow what this person is sent with; returns how to stop. */
export function followGiven(me: Me): () => void {
  const told = new Set<string>();
  const look = async () => {
    const fresh = newlyGiven(me.id, ...(await Promise.all([readLeads(me.id), readOps()])));
    const untold = fresh.filter((one) => !told.has(`${one.id} ${givenAt(one)}`));
    for (const one of untold) told.add(`${one.id} ${givenAt(one)}`);
    if (untold[0] && !isShutOut(me.id)) await tell(untold[0]);
  };
  const tellNew = () => void look().catch(() => undefined);
  tellNew();
  return onChange(["leads"], tellNew);
}

async function tell({ id, lead }: KnownLead): Promise<void> {
  await homeWords();
  const text = () => {
    const what = language() === "en" ? lead.category_name_en : lead.category_name_zh;
    return t("home.given_toast", { what, where: lead.address || (lead.town_name ?? "") });
  };
  const now = session.get();
  // On the first screen its card says so.
  const there = route.get().screen === "duty" && document.visibilityState === "visible";
  // What it is and where stays behind the lock screen: a toast lies over it.
  if (now.state !== "in" || now.covered) toast(t("home.given_new"));
  else if (!there) toast(text, { action: { word: "home.given_open", run: () => go(`leads/${id}`) } });
  // The browser makes its sounds ready while nothing else runs: not between somebody and the first press.
  if (document.visibilityState === "visible") whenIdle(ring);
  else ring();
  if (document.visibilityState === "visible" || !mayNotify()) return;
  const worker = await navigator.serviceWorker?.getRegistration();
  // A notification lies open on the phone's own lock screen.
  await worker?.showNotification(t("home.given_new"), { tag: id }).catch(() => undefined);
}
