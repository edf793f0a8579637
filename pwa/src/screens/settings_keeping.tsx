/** Whether what lies on this phone is safe from being cleared, and what can be done about it. */

import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n";
import { askToKeep, isKept } from "../store/keep";
import { isInstalled, offer } from "../sync/install";
import { Icon } from "../ui/icon";
import { useValue } from "../ui/observable";
import { Section } from "../ui/parts";
import { toast } from "../ui/toast";
import { InstallHow } from "./install_how";

export function Keeping() {
  const [kept, setKept] = useState<boolean | null>(null);
  useEffect(() => void isKept().then(setKept), []);
  const ask = async () => {
    const granted = await askToKeep();
    setKept(granted);
    toast(t(granted ? "settings.keep_granted" : "settings.keep_refused"));
  };
  return (
    <Section title={t("settings.storage")}>
      <div class="card">
        {kept !== null && (
          <p class={`settings-state ${kept ? "ok" : "warn"}`} role="status">
            <Icon name={kept ? "online" : "warning"} size={20} />
            {t(kept ? "settings.kept" : "settings.not_kept")}
          </p>
        )}
        {kept === false && (
          <button type="button" class="button" onClick={() => void ask()}>
            {t("settings.keep")}
          </button>
        )}
        <Install />
      </div>
    </Section>
  );
}

function Install() {
  const offered = useValue(offer);
  const [how, setHow] = useState(false);
  if (isInstalled())
    return (
      <p class="settings-state ok">
        <Icon name="online" size={20} />
        {t("settings.installed")}
      </p>
    );
  const install = async () => {
    if (!offered) return setHow(true);
    await offered.prompt();
    offer.set(null);
  };
  return how ? (
    <InstallHow />
  ) : (
    <button type="button" class="button" onClick={() => void install()}>
      {t("settings.install")}
    </button>
  );
}
