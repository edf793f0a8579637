/** Why it is good to install, and how, in the browser at hand. Not said again for two weeks when put off. */

import { useState } from "preact/hooks";
import { t } from "../i18n";
import { isInstalled, isTime, offer, putOff, putOffAt } from "../sync/install";
import { Icon } from "../ui/icon";
import { useValue } from "../ui/observable";
import { InstallHow } from "./install_how";
import "./install.css";

const DAY_MS = 86_400_000;

export function InstallNotice({ waitingSince }: { waitingSince: number | null }) {
  const [gone, setGone] = useState(false);
  const [how, setHow] = useState(false);
  const offered = useValue(offer);
  const now = Date.now();
  if (gone || isInstalled() || !isTime(now, putOffAt(), waitingSince)) return null;
  const later = () => {
    putOff(Date.now());
    setGone(true);
  };
  const install = async () => {
    if (!offered) return setHow(true);
    await offered.prompt();
    // The offer can be made only once.
    offer.set(null);
    if ((await offered.userChoice).outcome === "dismissed") later();
  };
  return (
    <aside class="install card" aria-label={t("install.title")}>
      <p class="install-head">
        <img src="/icons/fengxun.svg" alt="" width="40" height="40" />
        <strong>{t("install.title")}</strong>
      </p>
      {waitingSince !== null && now - waitingSince > DAY_MS && <p>{t("install.unsent")}</p>}
      <Reasons />
      {how && <InstallHow />}
      <div class="buttons even">
        <button type="button" class="button" onClick={later}>
          {t("install.later")}
        </button>
        {!how && (
          <button type="button" class="button primary" onClick={() => void install()}>
            {t(offered ? "install.do" : "install.how")}
          </button>
        )}
      </div>
    </aside>
  );
}

export function Reasons() {
  return (
    <ul class="install-why">
      {(["offline", "keep", "full"] as const).map((why) => (
        <li key={why}>
          <Icon name="online" size={20} />
          {t(`install.why_${why}`)}
        </li>
      ))}
    </ul>
  );
}
