/** Which version this is, on which device, and what it is made of. */

import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n";
import { deviceId } from "../store/keyed";
import { update } from "../sync/update";
import { Icon } from "../ui/icon";
import { useValue } from "../ui/observable";
import { Facts, Section } from "../ui/parts";
import "./settings.css";

export function About() {
  const { version, offline_ready, without } = useValue(update);
  const [device, setDevice] = useState("");
  useEffect(() => void deviceId().then(setDevice), []);
  const worker = without ? "none" : offline_ready ? "ready" : "waiting";
  return (
    <Section title={t("settings.about")}>
      <div class="card">
        <Facts
          rows={[
            [t("settings.version"), <span class="mono">{version ?? "–"}</span>],
            [t("settings.worker"), t(`settings.worker_${worker}`)],
            [t("account.device"), <span class="mono">{device}</span>],
          ]}
        />
      </div>
      <ul class="list">
        <li>
          <a class="list-row" href="#/licences">
            <span class="list-text">{t("settings.licences")}</span>
            <Icon name="next" size={20} />
          </a>
        </li>
      </ul>
    </Section>
  );
}
