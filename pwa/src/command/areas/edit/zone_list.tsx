/** All zones that are drawn, to be chosen: one to change it, several to merge them. */

import { t } from "../../../i18n";
import { Chip } from "../../../ui/parts";
import type { Editor } from "./use_editor";

export function ZoneList({ editor }: { editor: Editor }) {
  const { zones, chosen, changes, sketch } = editor;
  const changed = new Set(changes.zones.map(({ key }) => key));
  const toggle = (key: string) => editor.choose(chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key]);
  return (
    <section class="edit-zones" aria-label={t("edit.zones")}>
      <h3>{t("edit.zones_n", { n: zones.length })}</h3>
      <ul class="edit-list">
        {zones.map(({ key, base, code, name }) => (
          <li key={key} class="edit-zone">
            <input
              type="checkbox"
              checked={chosen.includes(key)}
              disabled={sketch !== null}
              aria-label={t("edit.pick_more", { name })}
              onChange={() => toggle(key)}
            />
            <button
              type="button"
              class="edit-row"
              disabled={sketch !== null}
              aria-pressed={chosen.length === 1 && chosen[0] === key}
              onClick={() => editor.choose([key])}
            >
              <span class="mono">{code}</span> <span>{name}</span>
              {base === null ? <Chip tone="info">{t("edit.new")}</Chip> : changed.has(key) && <Chip tone="info">{t("edit.changed")}</Chip>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
