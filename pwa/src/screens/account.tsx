/** Who I am here, the way to settings and password, and signing out. */

import { KeyRound, LockKeyhole, Settings as SettingsIcon } from "lucide";
import { useEffect, useState } from "preact/hooks";
import type { Me } from "../api/types";
import { t } from "../i18n";
import { readyMap } from "../map/ready";
import type { LocalPatrol } from "../store/records";
import type { Overview } from "../sync/overview";
import { Icon } from "../ui/icon";
import { Confirm, Facts } from "../ui/parts";
import { replace } from "../ui/route";
import { signOut } from "./session";

const SCREENS = [
  ["lock", LockKeyhole],
  ["settings", SettingsIcon],
  ["security", KeyRound],
] as const;

type Props = { me: Me; patrol: LocalPatrol | undefined; outbox: Overview };

export function Account({ me, patrol, outbox }: Props) {
  useEffect(readyMap, []);
  return (
    <>
      <section class="card">
        <h2>{me.display_name}</h2>
        <Facts
          rows={[
            [t("account.roles"), me.roles.map((role) => t(`role.${role}`)).join("、")],
            [t("account.towns"), me.all_towns ? t("account.all_towns") : me.towns.map(({ name }) => name).join("、")],
            me.squad ? [t("account.squad"), me.squad] : null,
          ]}
        />
        <SignOut patrol={patrol} outbox={outbox} />
      </section>
      <ul class="list">
        <li>
          <a class="list-row" href="#/map">
            <Icon name="duty" />
            <span class="list-text">
              <strong>{t("account.map")}</strong>
              <span class="hint">{t("account.map_note")}</span>
            </span>
            <Icon name="next" size={20} />
          </a>
        </li>
        {SCREENS.map(([screen, icon]) => (
          <li key={screen}>
            <a class="list-row" href={`#/${screen}`}>
              <Icon name={icon} />
              <span class="list-text">
                <strong>{t(`settings.${screen === "settings" ? "open" : screen}`)}</strong>
                <span class="hint">{t(`settings.${screen === "settings" ? "open" : screen}_note`)}</span>
              </span>
              <Icon name="next" size={20} />
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

function SignOut({ patrol, outbox }: { patrol: LocalPatrol | undefined; outbox: Overview }) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const unsent = outbox.pending + outbox.attention;
  const notes = [patrol && t("account.out_patrol"), unsent > 0 && t("account.out_pending", { n: unsent })].filter(
    Boolean,
  );
  const leave = async () => {
    setAsking(false);
    setBusy(true);
    await signOut();
    replace("");
  };
  return (
    <>
      <button type="button" class="button" disabled={busy} onClick={() => setAsking(true)}>
        {t("account.out")}
      </button>
      {asking && (
        <Confirm
          title={t("account.out_ask")}
          note={notes.join(" ") || undefined}
          yes={t("account.out")}
          danger={unsent > 0 || patrol !== undefined}
          onYes={() => void leave()}
          onNo={() => setAsking(false)}
        />
      )}
    </>
  );
}
