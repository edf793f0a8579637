/** The map's colours, taken from the page's own tokens, so that it follows the theme around it. */

import { theme } from "../ui/theme";
import { MARK_TOKENS, type MarkToken } from "./marks";

export type Palette = {
  ground: string;
  town: string;
  townLine: string;
  zone: string;
  villageLine: string;
  water: string;
  building: string;
  road: string;
  roadEdge: string;
  text: string;
  faint: string;
  halo: string;
  track: string;
  gap: string;
  selected: string;
  /** How much thicker than usual lines are; more in sunlight. */
  weight: number;
  /** Colours of the marks, of what is drawn inside them, and of the edge around them. */
  marks: Record<MarkToken, string>;
  ink: string;
  edge: string;
};

/** Which token (`ui/tokens.css`) each colour is; the second value stands in where a page has none. */
const TOKENS: Record<Exclude<keyof Palette, "weight" | "marks">, [token: string, otherwise: string]> = {
  ground: ["--surface-2", "#eaf0ec"],
  town: ["--surface", "#ffffff"],
  townLine: ["--line-strong", "#7d8c83"],
  zone: ["--primary", "#17624a"],
  villageLine: ["--line", "#cfd9d2"],
  water: ["--map-water", "#b7d7ec"],
  building: ["--map-building", "#e3ddd3"],
  road: ["--map-road", "#ffffff"],
  roadEdge: ["--map-road-edge", "#b9c4bd"],
  text: ["--text", "#16211c"],
  faint: ["--text-2", "#4c5b53"],
  halo: ["--surface", "#ffffff"],
  track: ["--info", "#1c5a86"],
  gap: ["--danger", "#a8261b"],
  selected: ["--text", "#16211c"],
  ink: ["--mark-ink", "#ffffff"],
  edge: ["--mark-edge", "#ffffff"],
};

/** The palette in force now. `read` gives the value of a custom property, empty where there is none. */
export function paletteFrom(read: (token: string) => string): Palette {
  const colours = Object.entries(TOKENS).map(([name, [token, otherwise]]) => [name, read(token).trim() || otherwise]);
  const marks = MARK_TOKENS.map((token) => [token, read(token).trim() || "#4c5b53"]);
  const weight = Number(read("--map-weight")) || 1;
  return { ...Object.fromEntries(colours), marks: Object.fromEntries(marks), weight } as Palette;
}

/** Hands over the palette now and whenever the theme changes. Returns how to stop. */
export function watchPalette(use: (palette: Palette) => void): () => void {
  const wishes = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"].map((wish) => matchMedia(wish));
  const page = getComputedStyle(document.documentElement);
  const tell = () => use(paletteFrom((token) => page.getPropertyValue(token)));
  tell();
  for (const wish of wishes) wish.addEventListener("change", tell);
  const stop = theme.subscribe(tell);
  return () => {
    stop();
    for (const wish of wishes) wish.removeEventListener("change", tell);
  };
}
