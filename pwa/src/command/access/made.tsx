/** The key that was just made, for the only time. */

import { Copy } from "lucide";
import { useEffect, useRef } from "preact/hooks";
import type { IssuedKey } from "../../api/types";
import { t } from "../../i18n";
import { Icon } from "../../ui/icon";
import { Banner } from "../../ui/parts";
import { toast } from "../../ui/toast";

export function Made({ of, onClose }: { of: IssuedKey; onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="confirm access-made" aria-label={t("keys.made")} onCancel={onClose}>
      <h2>{t("keys.made")}</h2>
      <Copied label={of.label} text={of.key} copy={t("keys.copy")} />
      <Banner tone="warn" icon="warning">
        {t("keys.once")}
      </Banner>
      <div class="confirm-buttons">
        <button type="button" class="button primary" onClick={onClose}>
          {t("keys.noted")}
        </button>
      </div>
    </dialog>
  );
}

/** A text to take along, with a button that does. */
export function Copied({ label, text, copy }: { label: string; text: string; copy: string }) {
  const take = () =>
    navigator.clipboard.writeText(text).then(
      () => toast(t("keys.copied")),
      () => toast(t("keys.not_copied"), { tone: "danger" }),
    );
  return (
    <div class="access-copied">
      <span class="hint">{label}</span>
      <code>{text}</code>
      <button type="button" class="icon-button" aria-label={copy} title={copy} onClick={() => void take()}>
        <Icon name={Copy} size={20} />
      </button>
    </div>
  );
}
