/** How to set the other app up: by scanning, by one tap, or by an address to paste. The secret is shown this once. */

import { ExternalLink, Printer } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import type { MadeCompanion, Person } from "../../api/types";
import { t } from "../../i18n";
import { Icon } from "../../ui/icon";
import { Banner } from "../../ui/parts";
import { APP_NAMES, setUps } from "./companion_links";
import { Qr } from "./qr";
import { Line } from "./slip";

type Props = { person: Person; made: MadeCompanion; onClose(): void };

export function CompanionSlip({ person, made, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const ways = setUps(location.origin, made);
  const [chosen, choose] = useState(ways[0]!);
  const app = APP_NAMES[chosen.app];
  return (
    <dialog ref={dialog} class="slip" aria-label={t("companion.slip")} onCancel={onClose}>
      <div class="slip-paper">
        <h2>{t("companion.slip_title", { name: person.display_name })}</h2>
        {ways.length > 1 && (
          <div class="buttons" role="group" aria-label={t("companion.kind")}>
            {ways.map((way) => (
              <button
                key={way.app}
                type="button"
                class="button small"
                aria-pressed={way.app === chosen.app}
                onClick={() => choose(way)}
              >
                {APP_NAMES[way.app]}
              </button>
            ))}
          </div>
        )}
        <Qr text={chosen.text} label={t("companion.qr", { app })} dense />
        <ol>
          <li>{t("companion.install", { app })}</li>
          <li>{t(chosen.opens ? "companion.scan" : "companion.paste", { app })}</li>
          <li>{t("companion.always", { app })}</li>
        </ol>
        <dl class="facts">
          <Line word={t(chosen.opens ? "companion.link" : "people.address")} text={chosen.text} />
        </dl>
      </div>
      <Banner tone="warn" icon="warning">
        {t("companion.shown_once")}
      </Banner>
      <div class="buttons">
        {chosen.opens && (
          <a class="button" href={chosen.text}>
            <Icon name={ExternalLink} size={20} /> {t("companion.open_here")}
          </a>
        )}
        <button type="button" class="button" onClick={() => print()}>
          <Icon name={Printer} size={20} /> {t("people.print")}
        </button>
        <button type="button" class="button primary" onClick={onClose}>
          {t("people.noted")}
        </button>
      </div>
    </dialog>
  );
}
