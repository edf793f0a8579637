/** Choosing how the page looks. Needs the words of `i18n/theme`: fetch it with `lazy`. */

import { t } from "../i18n";
import { useValue } from "./observable";
import { setTheme, theme, THEMES } from "./theme";

/** As large buttons, for a glove. */
export function ThemeButtons() {
  const now = useValue(theme);
  return (
    <div class="buttons even" role="group" aria-label={t("theme.label")}>
      {THEMES.map((each) => (
        <button key={each} type="button" class="button" aria-pressed={now === each} onClick={() => setTheme(each)}>
          {t(`theme.${each}`)}
        </button>
      ))}
    </div>
  );
}

/** As one small field, for the head of a desk. */
export function ThemeSelect() {
  const now = useValue(theme);
  const chosen = (value: string) => THEMES.find((each) => each === value) ?? "auto";
  return (
    <select
      class="small-select"
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
