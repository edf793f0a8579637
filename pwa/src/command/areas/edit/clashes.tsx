/** Others have changed the same zones meanwhile: one by one, mine or theirs. Nothing is decided without being asked. */

import { t } from "../../../i18n";
import { areaM2 } from "../../../map/gauss";
import { Banner } from "../../../ui/parts";
import type { Clash } from "./draft";
import { size } from "./size";
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
            <Difference clash={clash} ended={!editor.zones.some(({ key }) => key === clash.mine.key)} />
            <div class="buttons">
              <button type="button" class="button small" onClick={() => editor.compare(clash)}>
                {t("edit.clash_see")}
              </button>
              <button type="button" class="button small" onClick={() => editor.settle(clash, true)}>
                {t("edit.clash_mine")}
              </button>
              <button type="button" class="button small" onClick={() => editor.settle(clash, false)}>
                {t("edit.clash_theirs")}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </Banner>
  );
}

/** Both side by side, as far as numbers and words can say it; the rest is on the map. `ended`: mine has no zone left. */
function Difference({ clash: { mine, theirs }, ended }: { clash: Clash; ended: boolean }) {
  return (
    <dl class="edit-difference">
      <dt>{t("edit.clash_mine_is")}</dt>
      <dd>{ended ? t("edit.clash_ended") : `${mine.code} ${mine.name} · ${size(areaM2(mine.geometry))}`}</dd>
      <dt>{t("edit.clash_theirs_is")}</dt>
      <dd>{theirs ? `${theirs.code} ${theirs.name} · ${size(areaM2(theirs.geometry))}` : t("edit.clash_ended")}</dd>
    </dl>
  );
}
