/** What colleagues captured with this officer beside them, and what waits for this officer's own word. */

import type { Me } from "../api/types";
import { waitingFor } from "../chain/confirm";
import { t } from "../i18n";
import { useNow } from "../ui/now";
import { age } from "../ui/format";
import { Icon } from "../ui/icon";
import { Chip, Section } from "../ui/parts";
import { useWaiting } from "./use_waiting";

export function WaitingForMe({ me }: { me: Me }) {
  const [found] = useWaiting("patrol.run" in me.permissions, waitingFor, [me.id]);
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
