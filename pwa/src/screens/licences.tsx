/** The licences of what is shipped, written down by the build from the packages themselves. */

import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n";
import { Loading, Offline } from "../ui/states";
import "./settings.css";

type Licence = { name: string; version: string; licence: string; text: string };

export function Licences() {
  const [licences, setLicences] = useState<Licence[] | "waiting" | "lost">("waiting");
  const look = () => {
    setLicences("waiting");
    fetch("/licences.json")
      .then((response) => (response.ok ? (response.json() as Promise<Licence[]>) : Promise.reject(new Error("none"))))
      .then(setLicences, () => setLicences("lost"));
  };
  useEffect(look, []);
  if (licences === "waiting") return <Loading lines={6} />;
  if (licences === "lost") return <Offline again={look} />;
  return (
    <>
      <p class="hint">{t("settings.licences_intro")}</p>
      <ul class="list" lang="en">
        {licences.map(({ name, version, licence, text }) => (
          <li key={name} class="list-row">
            <span class="list-text">
              <strong>{name}</strong>
              <span class="hint">
                {version} · {licence}
              </span>
              {text && (
                <details>
                  <summary>{t("settings.licences_text")}</summary>
                  <p class="licence-text">{text}</p>
                </details>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
