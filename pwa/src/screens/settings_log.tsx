/** How far the sealed log reached when this phone last looked: to be held against what another phone or an auditor has. */

import type { Me } from "../api/types";
import { seenLog } from "../chain/seen_log";
import { t } from "../i18n";
import { exactTime } from "../ui/format";
import { Icon } from "../ui/icon";
import { Facts, Section } from "../ui/parts";
import { useQuery } from "../ui/query";

export function LogSeen({ me }: { me: Me }) {
  const seen = useQuery(["session"], () => seenLog(me.id), [me.id]);
  if (!seen) return null;
  const [, size = "", root = ""] = seen.note.split("\n");
  const forked = seen.other !== undefined;
  return (
    <Section title={t("settings.log")}>
      <div class="card">
        <p class={`settings-state ${forked ? "warn" : "ok"}`} role="status">
          <Icon name={forked ? "warning" : "online"} size={20} />
          {t(forked ? "settings.log_forked" : "settings.log_grew")}
        </p>
        <p class="hint">{t("settings.log_note")}</p>
        <Facts
          rows={[
            [t("settings.log_seen"), <time>{exactTime(seen.seen_at)}</time>],
            [t("settings.log_size"), size],
            [t("settings.log_root"), <span class="mono">{root}</span>],
          ]}
        />
        <details>
          <summary>{t("settings.log_text")}</summary>
          <pre class="settings-log">{[seen.note, seen.other].filter(Boolean).join("\n")}</pre>
        </details>
      </div>
    </Section>
  );
}
