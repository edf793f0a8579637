/** The button that shows the sheet of keys, and the sheet, fetched when it is first wanted. */

import { Keyboard } from "lucide";
import { t } from "../../i18n";
import { Icon } from "../../ui/icon";
import { lazy } from "../../ui/lazy";
import { shortcutsOf, withKey } from "./commands";

const KeySheet = lazy(() => import("./sheet").then((module) => module.KeySheet));

export function KeyHelp({ open, onOpen, onClose }: { open: boolean; onOpen(): void; onClose(): void }) {
  return (
    <>
      <button
        type="button"
        class="icon-button key-help"
        aria-label={t("key.sheet")}
        title={withKey(t("key.sheet"), "?")}
        aria-keyshortcuts={shortcutsOf("sheet")}
        onClick={onOpen}
      >
        <Icon name={Keyboard} size={20} />
      </button>
      {open && <KeySheet onClose={onClose} />}
    </>
  );
}
