/** New tasks, above all else: what, where, since when, and the one word that the command room waits for. */

import { useState } from "preact/hooks";
import type { Me } from "../api/types";
import { language, t } from "../i18n";
import { givenAt } from "../store/given";
import type { KnownLead } from "../store/records";
import { shortTime } from "../ui/format";
import { toast } from "../ui/toast";
import { UrgentChip } from "./urgent_chip";

const SHOWN = 3;

export function NewlyGiven({ me, fresh }: { me: Me; fresh: readonly KnownLead[] }) {
  return (
    <div class="home-given" role="alert">
      {fresh.slice(0, SHOWN).map((known) => (
        <Given key={known.id} me={me} known={known} />
      ))}
    </div>
  );
}

function Given({ me, known }: { me: Me; known: KnownLead }) {
  const { id, lead } = known;
  const [busy, setBusy] = useState(false);
  const setOut = async () => {
    setBusy(true);
    const about = { category: lead.category, address: lead.address };
    const told = import("../store/steps").then(({ tellSetOut }) => tellSetOut({ lead: id, person: me.id, about }, Date.now()));
    await told.catch((error: unknown) => {
      setBusy(false);
      throw error;
    });
    toast(t("app.saved_here"));
  };
  return (
    <section class="card home-new">
      <p class="hint">
        {t("home.given_new")} · {shortTime(givenAt(known), Date.now())}
      </p>
      {lead.urgent && (
        <div class="chips">
          <UrgentChip />
        </div>
      )}
      <h2>{language() === "en" ? lead.category_name_en : lead.category_name_zh}</h2>
      <p>{lead.address || lead.town_name}</p>
      <div class="buttons even">
        <a class="button" href={`#/map/${id}`}>
          {t("home.given_map")}
        </a>
        <a class="button" href={`#/leads/${id}`}>
          {t("home.given_open")}
        </a>
        <button type="button" class="button primary" disabled={busy} onClick={() => void setOut()}>
          {t("home.given_out")}
        </button>
      </div>
      <AskNotify />
    </section>
  );
}

/** Asked for where one sees what for. */
function AskNotify() {
  const [state, setState] = useState(() => ("Notification" in globalThis ? Notification.permission : "denied"));
  if (state !== "default") return null;
  return (
    <button type="button" class="button quiet" onClick={() => void Notification.requestPermission().then(setState)}>
      {t("home.given_notify")}
    </button>
  );
}
