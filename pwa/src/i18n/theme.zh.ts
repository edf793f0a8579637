/** Words of choosing how the page looks. 简体中文在先，英文见 theme.en.ts。 */
export const themeZh = {
  "theme.label": "外观",
  "theme.auto": "跟随系统",
  "theme.light": "浅色",
  "theme.dark": "深色",
  "theme.sun": "强光",
};

export type ThemeWords = Record<keyof typeof themeZh, string>;
