/** Language and look, at the head of the desk and below its sign-in. */

import { LOCALES, language, learnEnglishParts, setLanguage, type Language } from "../i18n";
import { SunMoon } from "lucide";
import { Icon } from "../ui/icon";
import { lazy } from "../ui/lazy";

const ThemeSelect = lazy(
  () => import("../ui/theme_choice").then((module) => module.ThemeSelect),
  () => null,
  () => import("../i18n/theme").then((words) => words.themeWords()),
);

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

/** English words that cannot be fetched now stay Chinese. */
export function showLanguage(next: Language): void {
  if (next === "zh") setLanguage(next);
  else void learnEnglishParts().catch(() => undefined).finally(() => setLanguage(next));
}
