/** What kind of phone this is, for the list of devices, and what its browser cannot do. */

const SYSTEMS: [RegExp, string][] = [
  [/HarmonyOS|OpenHarmony/i, "HarmonyOS"],
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Windows/, "Windows"],
  [/Macintosh/, "macOS"],
  [/Linux/, "Linux"],
];
const BROWSERS: [RegExp, string][] = [
  [/MicroMessenger/, "微信"],
  [/DingTalk/, "钉钉"],
  [/HuaweiBrowser/i, "华为浏览器"],
  [/Edg\//, "Edge"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];

/** For instance "Android · Chrome". */
export function deviceLabel(agent: string): string {
  const first = (table: [RegExp, string][], fallback: string) =>
    table.find(([pattern]) => pattern.test(agent))?.[1] ?? fallback;
  return `${first(SYSTEMS, "?")} · ${first(BROWSERS, "?")}`;
}

/** The app whose built-in browser this is; offline start often fails there. Null in a browser of its own. */
export function embeddedIn(agent: string): string | null {
  if (/MicroMessenger/.test(agent)) return "微信";
  if (/DingTalk/.test(agent)) return "钉钉";
  return null;
}
