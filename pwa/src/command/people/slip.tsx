/** The slip for somebody's phone: address as QR and text, name, and the temporary password while it is known. */

import { Copy, Printer } from "lucide";
import { useEffect, useRef } from "preact/hooks";
import type { Person } from "../../api/types";
import { t } from "../../i18n";
import { Icon } from "../../ui/icon";
import { Banner } from "../../ui/parts";
import { toast } from "../../ui/toast";
import { Qr } from "./qr";
import { signInAddress } from "./rules";

/** Of a longer text only the beginning is shown: it is scanned or copied, not read. */
const LONG = 120;

type Props = { person: Person; password: string | null; onClose(): void };

export function Slip({ person, password, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const address = signInAddress(location.origin, person.name);
  return (
    <dialog ref={dialog} class="slip" aria-label={t("people.slip")} onCancel={onClose}>
      <div class="slip-paper">
        <h2>{t("people.slip_title", { name: person.display_name })}</h2>
        <Qr text={address} label={t("people.qr")} />
        <ol>
          <li>{t("people.slip_scan")}</li>
          <li>{t(password ? "people.slip_password" : "people.slip_own_password")}</li>
          {password && <li>{t("people.slip_change")}</li>}
        </ol>
        <dl class="facts">
          <Line word={t("sign.name")} text={person.name} />
          {password && <Line word={t("people.temporary")} text={password} />}
          {/* For eyes: a name in Chinese would be a row of signs. */}
          <Line word={t("people.address")} text={decodeURI(address)} />
        </dl>
      </div>
      {password && (
        <Banner tone="warn" icon="warning">
          {t("people.shown_once")}
        </Banner>
      )}
      <div class="buttons">
        <button type="button" class="button" onClick={() => print()}>
          <Icon name={Printer} size={20} /> {t("people.print")}
        </button>
        <button type="button" class="button primary" onClick={onClose}>
          {t(password ? "people.noted" : "app.close")}
        </button>
      </div>
    </dialog>
  );
}

export function Line({ word, text }: { word: string; text: string }) {
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => toast(t("people.copied", { what: word })),
      () => toast(t("people.not_copied"), { tone: "danger" }),
    );
  return (
    <div>
      <dt>{word}</dt>
      <dd>
        <span class={text.length > LONG ? "mono long" : "mono"}>{text}</span>
        <button type="button" class="icon-button" aria-label={t("people.copy", { what: word })} title={t("people.copy", { what: word })} onClick={() => void copy()}>
          <Icon name={Copy} size={20} />
        </button>
      </dd>
    </div>
  );
}
