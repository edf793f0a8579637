/** A page that comes up from below, over what one was doing. Escape, the button or a tap beside it closes it. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../i18n";
import { useBackCloses } from "./back_closes";
import { Icon } from "./icon";
import "./sheet.css";

export function Sheet({ title, onClose, children }: { title: string; onClose(): void; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useBackCloses(onClose);
  useEffect(() => {
    // The browser gives the focus back to where it was when the dialog closes.
    dialog.current?.showModal();
    return () => dialog.current?.close();
  }, []);
  const beside = (event: MouseEvent) => event.target === dialog.current && onClose();
  return (
    <dialog ref={dialog} class="sheet" aria-label={title} onClose={onClose} onClick={beside}>
      <div class="sheet-page">
        <div class="sheet-head">
          <h2>{title}</h2>
          <button type="button" class="icon-button" aria-label={t("app.close")} title={t("app.close")} onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
