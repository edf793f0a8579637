/** Others have changed the same zones meanwhile: one by one, mine or theirs. Nothing is decided without being asked. */

import { t } from "../../../i18n";
import { Banner } from "../../../ui/parts";
import type { Editor } from "./use_editor";

export function Clashes({ editor }: { editor: Editor }) {
  return (
    <Banner tone="warn" icon="warning" alert>
      <strong>{t("edit.clash")}</strong>
      <p>{t("edit.clash_note")}</p>
      <ul class="edit-clashes">
        {editor.clashes.map((clash) => (
          <li key={clash.mine.key}>
            <span>{t(clash.theirs ? "edit.clash_changed" : "edit.clash_gone", { name: clash.theirs?.name ?? clash.mine.name })}</span>
            <button type="button" class="button small" onClick={() => editor.settle(clash, true)}>
              {t("edit.clash_mine")}
            </button>
            <button type="button" class="button small" onClick={() => editor.settle(clash, false)}>
              {t("edit.clash_theirs")}
            </button>
          </li>
        ))}
      </ul>
    </Banner>
  );
}
