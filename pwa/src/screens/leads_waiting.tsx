/** What colleagues captured with this officer beside them, and what waits for this officer's own word. */

import { useEffect, useState } from "preact/hooks";
import type { Me } from "../api/types";
import { waitingFor, type WaitingLead } from "../chain/confirm";
import { t } from "../i18n";
import { whileSeen } from "../sync/while_seen";
import { useNow } from "../ui/now";
import { age } from "../ui/format";
import { Icon } from "../ui/icon";
import { Chip, Section } from "../ui/parts";

const LOOK_EVERY_MS = 20_000;

export function WaitingForMe({ me }: { me: Me }) {
  const found = useWaiting(me);
  const now = useNow(30_000);
  if (found.length === 0) return null;
  return (
    <Section title={t("my.to_confirm")}>
      <ul class="list" aria-label={t("my.to_confirm")}>
        {found.map(({ lead, officer, at, n }) => (
          <li key={lead}>
            <a class="list-row" href={`#/leads/${lead}`}>
              <span class="list-text">
                <strong>{t("my.captured_by", { name: officer })}</strong>
                <span class="hint">{age(Date.parse(at), now)}</span>
                <span class="chips">
                  <Chip tone="warn">{t("my.captures_wait", { n })}</Chip>
                </span>
              </span>
              <Icon name="next" size={20} />
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Asked for when it is looked at; without a network nothing is shown, and the lead itself can still be opened. */
function useWaiting(me: Me): readonly WaitingLead[] {
  const [found, setFound] = useState<readonly WaitingLead[]>([]);
  const asks = "patrol.run" in me.permissions;
  useEffect(() => {
    if (!asks) return;
    const abort = new AbortController();
    const look = () => void waitingFor(abort.signal).then(setFound, () => undefined);
    look();
    const stop = whileSeen(LOOK_EVERY_MS, look);
    return () => (stop(), abort.abort());
  }, [asks, me.id]);
  return found;
}
