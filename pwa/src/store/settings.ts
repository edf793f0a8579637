/** What somebody has set on this phone. Small and wanted at once, so it is kept outside the database. */

import { observable } from "../ui/observable";

export type Settings = {
  /** Photos and films (or films alone, see `wifi_for`) go over Wi-Fi only; everything else goes at once. */
  wifi_only: boolean;
  wifi_for: "films" | "media";
  /** Nothing is sent until the person says so. Recording goes on. */
  paused: boolean;
  /** Keep the screen on while a patrol runs. */
  keep_screen: boolean;
  /** A click and a short buzz when a photo has been taken. */
  sound: boolean;
  vibration: boolean;
  /** Size of all type, per cent. */
  text_size: 100 | 115 | 130;
};

export const TEXT_SIZES: readonly Settings["text_size"][] = [100, 115, 130];

const KEY = "settings";
const FIRST: Settings = {
  wifi_only: false,
  wifi_for: "media",
  paused: false,
  keep_screen: true,
  sound: true,
  vibration: true,
  text_size: 100,
};

export const settings = observable<Settings>(read());

export function change(part: Partial<Settings>): void {
  const next = { ...settings.get(), ...part };
  localStorage.setItem(KEY, JSON.stringify(next));
  settings.set(next);
}

/** Follow what another tab sets. */
if (typeof addEventListener === "function") {
  addEventListener("storage", (event) => (event as StorageEvent).key === KEY && settings.set(read()));
}

function read(): Settings {
  return typeof localStorage === "undefined" ? FIRST : parsed(localStorage.getItem(KEY));
}

/** What was kept, with today's defaults for whatever is missing or makes no sense. Pure. */
export function parsed(text: string | null): Settings {
  let kept: Record<string, unknown> = {};
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    if (typeof value === "object" && value !== null) kept = value as Record<string, unknown>;
  } catch {
    // Another program's, or half a word: as if nothing had been set.
  }
  const flag = (name: keyof Settings) => (typeof kept[name] === "boolean" ? kept[name] : FIRST[name]) as boolean;
  return {
    wifi_only: flag("wifi_only"),
    wifi_for: kept["wifi_for"] === "films" ? "films" : "media",
    paused: flag("paused"),
    keep_screen: flag("keep_screen"),
    sound: flag("sound"),
    vibration: flag("vibration"),
    text_size: TEXT_SIZES.find((size) => size === kept["text_size"]) ?? FIRST.text_size,
  };
}
