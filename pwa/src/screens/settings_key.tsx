/** The key this phone signs captures with: what state it is in, and how somebody tells it from another. */

import { useEffect, useState } from "preact/hooks";
import type { Me } from "../api/types";
import { fingerprint, readOwnKey } from "../chain/keys";
import { captures } from "../chain/begin";
import { t } from "../i18n";
import { exactTime } from "../ui/format";
import { Icon } from "../ui/icon";
import { Facts, Section } from "../ui/parts";
import { useQuery } from "../ui/query";

const TONES = { unsent: "warn", pending: "warn", approved: "ok", revoked: "warn" } as const;

export function SigningKeyState({ me }: { me: Me }) {
  const own = useQuery(["session", "ops"], () => readOwnKey(me.id), [me.id]);
  const [print, setPrint] = useState<string | null>(null);
  const public_key = own?.key.public_key;
  useEffect(() => {
    if (public_key) void fingerprint(public_key).then(setPrint);
  }, [public_key]);
  if (!captures(me) || own === undefined) return null;
  const state = own?.state ?? "unsent";
  return (
    <Section title={t("settings.key")}>
      <div class="card">
        <p class={`settings-state ${TONES[state]}`} role="status">
          <Icon name={state === "approved" ? "online" : "waiting"} size={20} />
          {t(own ? `settings.key_${state}` : "settings.key_none")}
        </p>
        {state === "pending" && <p>{t("settings.key_unapproved")}</p>}
        <p class="hint">{t("settings.key_note")}</p>
        {own && (
          <Facts
            rows={[
              [t("settings.key_print"), <span class="mono">{print}</span>],
              [t("settings.key_made"), <time>{exactTime(own.key.made_at)}</time>],
              own.revoked > 0 ? [t("settings.key_former"), t("settings.key_former_n", { n: own.revoked })] : null,
            ]}
          />
        )}
      </div>
    </Section>
  );
}
