/** One's own access keys: what they are for, those in force, and making a new one, which is shown once. */

import { KeyRound } from "lucide";
import { useCallback, useEffect, useState } from "preact/hooks";
import { api } from "../../api/client";
import type { AccessKey, IssuedKey, Me } from "../../api/types";
import { t } from "../../i18n";
import { exactTime } from "../../ui/format";
import { Icon } from "../../ui/icon";
import { Confirm, Section } from "../../ui/parts";
import { Failed, Loading } from "../../ui/states";
import { toast } from "../../ui/toast";
import { sentence } from "../requests";
import { OwnAccount } from "./account";
import { NewKey } from "./make";
import { Copied, Made } from "./made";
import "../table/table.css";
import "./access.css";

export function KeysPage({ me }: { me: Me }) {
  const [keys, setKeys] = useState<AccessKey[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [made, setMade] = useState<IssuedKey | null>(null);
  const look = useCallback(() => {
    setFailure(null);
    api<AccessKey[]>("/keys").then(setKeys, (error: unknown) => setFailure(sentence(error)));
  }, []);
  useEffect(look, [look]);
  const put = (key: IssuedKey) => {
    setMade(key);
    look();
  };
  return (
    <main class="page access" id="lists">
      <header class="page-head">
        <h2>{t("own_account.title")}</h2>
      </header>
      <OwnAccount me={me} />
      <h2>{t("keys.title")}</h2>
      <section class="card">
        <p>{t("keys.what")}</p>
        <Copied label={t("keys.address")} text={`${location.origin}/api/ogc`} copy={t("keys.copy_address")} />
        <p class="hint">{t("keys.how")}</p>
      </section>
      <Section title={t("keys.own")}>
        {failure && <Failed reason={t("keys.failed", { reason: failure })} again={look} />}
        {!failure && keys === null && <Loading lines={2} />}
        {keys?.length === 0 && <p class="hint">{t("keys.none")}</p>}
        <ul class="list">
          {keys?.map((key) => (
            <Row key={key.id} of={key} onGone={look} />
          ))}
        </ul>
      </Section>
      <NewKey onMade={put} />
      {made && <Made of={made} onClose={() => setMade(null)} />}
    </main>
  );
}

function Row({ of, onGone }: { of: AccessKey; onGone(): void }) {
  const [asking, ask] = useState(false);
  const shown = (moment: string) => exactTime(Date.parse(moment)).slice(0, 16);
  const revoke = () => {
    ask(false);
    api(`/keys/${of.id}`, { method: "DELETE" }).then(
      () => {
        toast(t("keys.revoked"));
        onGone();
      },
      (error: unknown) => toast(sentence(error), { tone: "danger" }),
    );
  };
  return (
    <li class="list-row">
      <Icon name={KeyRound} />
      <span class="list-text">
        <strong>{of.label}</strong>
        <span class="hint">
          {t("keys.ends", { time: shown(of.ends_at) })} ·{" "}
          {of.used_at ? t("keys.used", { time: shown(of.used_at) }) : t("keys.unused")}
        </span>
      </span>
      <button type="button" class="button small danger-outline" onClick={() => ask(true)}>
        {t("keys.revoke")}
      </button>
      {asking && (
        <Confirm
          title={t("keys.revoke_ask", { label: of.label })}
          note={t("keys.revoke_note")}
          yes={t("keys.revoke")}
          danger
          onYes={revoke}
          onNo={() => ask(false)}
        />
      )}
    </li>
  );
}
