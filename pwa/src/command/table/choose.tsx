/** Which columns are shown: a menu of boxes to tick, all of it by key. */

import { Columns3 } from "lucide";
import { useRef } from "preact/hooks";
import { t } from "../../i18n";
import { Icon } from "../../ui/icon";
import { useShutting } from "../../ui/use_shutting";
import type { ColumnChoice } from "./columns";

export function ChooseColumns<T>({ choice: { all, changed, toggle, usual } }: { choice: ColumnChoice<T> }) {
  const menu = useRef<HTMLDetailsElement>(null);
  useShutting(menu);
  return (
    <details class="columns-menu" ref={menu}>
      <summary class="button small tool" aria-label={t("table.columns")} title={t("table.columns")}>
        <Icon name={Columns3} size={16} /> <span class="tool-text">{t("table.columns")}</span>
      </summary>
      <fieldset class="columns-panel card">
        <legend class="sr-only">{t("table.columns_which")}</legend>
        {all.map(({ name, title, on }) => (
          <label key={name}>
            <input type="checkbox" checked={on} onChange={() => toggle(name)} /> {title}
          </label>
        ))}
        <button type="button" class="button small" disabled={!changed} onClick={usual}>
          {t("table.columns_usual")}
        </button>
      </fieldset>
    </details>
  );
}
