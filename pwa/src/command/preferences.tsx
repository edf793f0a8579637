/** Language and look, at the head of the desk and below its sign-in. */

import { language, learnEnglishParts, setLanguage } from "../i18n";
import { SunMoon } from "lucide";
import { Icon } from "../ui/icon";
import { lazy } from "../ui/lazy";

const ThemeSelect = lazy(
  () => import("../ui/theme_choice").then((module) => module.ThemeSelect),
  () => null,
  () => import("../i18n/theme").then((words) => words.themeWords()),
);

export function Preferences() {
  return (
    <>
      <span class="theme-choice">
        <Icon name={SunMoon} size={18} />
        <ThemeSelect />
      </span>
      <button type="button" class="button small" lang={language() === "zh" ? "en" : "zh-CN"} onClick={otherLanguage}>
        {language() === "zh" ? "English" : "中文"}
      </button>
    </>
  );
}

/** English words that cannot be fetched now stay Chinese. */
function otherLanguage(): void {
  if (language() === "en") setLanguage("zh");
  else void learnEnglishParts().catch(() => undefined).finally(() => setLanguage("en"));
}
