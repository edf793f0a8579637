/** Words of choosing how the page looks, in English. */

import type { ThemeWords } from "./theme.zh";

export const themeEn: ThemeWords = {
  "theme.label": "Look",
  "theme.auto": "As the device",
  "theme.light": "Light",
  "theme.dark": "Dark",
  "theme.sun": "Sunlight",
};
