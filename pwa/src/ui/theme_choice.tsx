/** Choosing how the desk looks; the phone does it in its settings. */

import { t } from "../i18n";
import { useValue } from "./observable";
import { setTheme, theme, THEMES } from "./theme";

/** As one small field, for the head of a desk. */
export function ThemeSelect() {
  const now = useValue(theme);
  const chosen = (value: string) => THEMES.find((each) => each === value) ?? "auto";
  return (
    <select
      class="small-select"
      title={t("theme.label")}
      aria-label={t("theme.label")}
      value={now}
      onChange={(event) => setTheme(chosen(event.currentTarget.value))}
    >
      {THEMES.map((each) => (
        <option key={each} value={each}>
          {t(`theme.${each}`)}
        </option>
      ))}
    </select>
  );
}
