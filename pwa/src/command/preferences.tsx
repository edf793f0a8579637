/** Language and look, at the head of the desk and below its sign-in. */

import { LOCALES, language } from "../i18n";
import { showLanguage } from "../i18n/desk";
import { SunMoon } from "lucide";
import { Icon } from "../ui/icon";
import { ThemeSelect } from "../ui/theme_choice";

export function Preferences() {
  const other = language() === "zh" ? "en" : "zh";
  return (
    <>
      <span class="theme-choice">
        <Icon name={SunMoon} size={18} />
        <ThemeSelect />
      </span>
      <button type="button" class="button small" lang={LOCALES[other]} onClick={() => showLanguage(other)}>
        {other === "en" ? "English" : "中文"}
      </button>
    </>
  );
}
