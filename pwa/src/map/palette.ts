/** The map's ground colours, which follow the theme of the page around it. */

export type Palette = {
  ground: string;
  town: string;
  townLine: string;
  zone: string;
  zoneLine: string;
  villageLine: string;
  text: string;
  halo: string;
  track: string;
  gap: string;
  selected: string;
};

export const LIGHT: Palette = {
  ground: "#eef1ee",
  town: "#f8faf7",
  townLine: "#8a978d",
  zone: "#2f7d5b",
  zoneLine: "#2f7d5b",
  villageLine: "#b9c2ba",
  text: "#24302a",
  halo: "#ffffff",
  track: "#005a8d",
  gap: "#b03a2e",
  selected: "#111827",
};

export const DARK: Palette = {
  ground: "#101614",
  town: "#18211d",
  townLine: "#5d6d64",
  zone: "#3d9c74",
  zoneLine: "#4fb388",
  villageLine: "#33413a",
  text: "#dfe8e2",
  halo: "#0c110f",
  track: "#56b4e9",
  gap: "#ff8a75",
  selected: "#f9fafb",
};

/** The palette for the theme in force, and a call whenever it changes. Returns how to stop listening. */
export function watchPalette(use: (palette: Palette) => void): () => void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const tell = () => use(dark.matches ? DARK : LIGHT);
  tell();
  dark.addEventListener("change", tell);
  return () => dark.removeEventListener("change", tell);
}
