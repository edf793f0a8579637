/** How the page looks: as the device does, light, dark, or for bright sunlight. Colours are in `tokens.css`. */

import { observable } from "./observable";

/** `auto` follows the device. `sun` is black on white with thick lines and larger, heavier type, and no greys. */
export type Theme = "auto" | "light" | "dark" | "sun";

export const THEMES: readonly Theme[] = ["auto", "light", "dark", "sun"];
const KEY = "theme";

/** What was chosen on this device. */
export const theme = observable<Theme>("auto");

export function setTheme(next: Theme): void {
  localStorage.setItem(KEY, next);
  show(next);
}

/** Show the theme chosen before, and from then on what is chosen in another tab. Call before the first drawing. */
export function startTheme(): void {
  show(chosen());
  addEventListener("storage", ({ key }) => key === KEY && show(chosen()));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", colourBrowser);
}

function chosen(): Theme {
  const kept = localStorage.getItem(KEY);
  return THEMES.find((known) => known === kept) ?? "auto";
}

function show(next: Theme): void {
  document.documentElement.dataset["theme"] = next;
  colourBrowser();
  theme.set(next);
}

/** The bars of the browser around the page take the colour of its ground. */
function colourBrowser(): void {
  const ground = getComputedStyle(document.documentElement).getPropertyValue("--ground").trim();
  for (const meta of document.querySelectorAll<HTMLMetaElement>("meta[name=theme-color]")) meta.content = ground;
}
