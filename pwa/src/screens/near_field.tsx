/** Whether the same has been reported already, before it is reported once more. */

import { useEffect, useState } from "preact/hooks";
import type { Me } from "../api/types";
import { alike, knownHere, knownThere, type Candidate, type Near } from "../capture/nearby";
import { t } from "../i18n";
import type { Draft } from "../store/records";
import { age, metres } from "../ui/format";
import { Icon } from "../ui/icon";
import { useNow } from "../ui/now";
import { useQuery } from "../ui/query";

/** A pin that is being dragged asks once it stands still. */
const STILL_MS = 400;

export function useNear(me: Me, draft: Draft): Near[] {
  const here = useQuery(["leads", "ops"], () => knownHere(me.id), [me.id]) ?? [];
  const [there, setThere] = useState<readonly Candidate[]>([]);
  const { place, category } = draft;
  // About ten metres: a fix that trembles is no new question.
  const around = place && place.map((n) => n.toFixed(4)).join();
  useEffect(() => {
    if (!place) return undefined;
    let gone = false;
    const timer = setTimeout(() => {
      void knownThere(place).then((leads) => {
        if (!gone) setThere(leads);
      });
    }, STILL_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [around]);
  if (!place || !category) return [];
  return alike([...here, ...there], category, place, Date.now()).filter(({ lead }) => lead.id !== draft.id);
}

export function NearField({ near, flush }: { near: readonly Near[]; flush(): Promise<void> }) {
  const now = useNow(30_000);
  if (near.length === 0) return null;
  return (
    <section class="card near" role="status">
      <h2>
        <Icon name="warning" />
        {t("near.title")}
      </h2>
      <ul>
        {near.slice(0, 3).map(({ lead, distance_m }) => (
          <li key={lead.id}>
            <span>
              {t("near.line", {
                age: age(Date.parse(lead.captured_at), now),
                far: metres(distance_m),
                state: t(`near.${lead.state}`),
              })}
              {lead.address && <span class="hint">{lead.address}</span>}
            </span>
            <a class="button small" href={`#/leads/${lead.id}`} onClick={() => void flush()}>
              {t("near.same")}
            </a>
          </li>
        ))}
      </ul>
      <p class="hint">{t("near.note")}</p>
    </section>
  );
}
