/** Who I am here, the language, and signing out. */

import { useEffect, useState } from "preact/hooks";
import type { Me } from "../api/types";
import { language, t, type Language } from "../i18n";
import { switchLanguage } from "../i18n/phone";
import { deviceId } from "../store/keyed";
import type { LocalPatrol } from "../store/records";
import type { Overview } from "../sync/overview";
import { update } from "../sync/update";
import { useValue } from "../ui/observable";
import { Confirm, Facts, Section } from "../ui/parts";
import { replace } from "../ui/route";
import { toast } from "../ui/toast";
import { signOut } from "./session";

const LANGUAGES: [Language, string, string][] = [
  ["zh", "zh-CN", "中文"],
  ["en", "en", "English"],
];

function choose(code: Language): void {
  void switchLanguage(code).catch(() => toast(t("app.no_network")));
}

type Props = { me: Me; patrol: LocalPatrol | undefined; outbox: Overview };

export function Account({ me, patrol, outbox }: Props) {
  const [device, setDevice] = useState("");
  const { version } = useValue(update);
  useEffect(() => void deviceId().then(setDevice), []);
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
      <Section title={t("account.language")}>
        <div class="buttons even" role="group" aria-label={t("account.language")}>
          {LANGUAGES.map(([code, lang, name]) => (
            <button
              key={code}
              type="button"
              class="button"
              lang={lang}
              aria-pressed={language() === code}
              onClick={() => choose(code)}
            >
              {name}
            </button>
          ))}
        </div>
      </Section>
      <Facts
        rows={[
          [t("account.version"), <span class="mono">{version ?? "–"}</span>],
          [t("account.device"), <span class="mono">{device}</span>],
        ]}
      />
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
