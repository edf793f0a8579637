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
  [/Lark|Feishu/, "飞书"],
  [/AlipayClient/, "支付宝"],
  [/\bQQ\//, "QQ"],
  [/HuaweiBrowser/i, "华为浏览器"],
  [/Edg\//, "Edge"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];

/** For instance "Android · Chrome". */
export function deviceLabel(agent: string): string {
  return `${first(SYSTEMS, agent, "?")} · ${first(BROWSERS, agent, "?")}`;
}

/** The app whose built-in browser this is; "app" when it is one we do not know. Null in a browser of its own. */
export type Host = "wechat" | "dingtalk" | "feishu" | "qq" | "alipay" | "app";

const HOSTS: [RegExp, Host][] = [
  [/MicroMessenger/i, "wechat"],
  [/DingTalk/i, "dingtalk"],
  [/Lark|Feishu/i, "feishu"],
  [/AlipayClient/i, "alipay"],
  // The browser of the same house says MQQBrowser only, and is a browser of its own.
  [/\bQQ\/[\d.]/, "qq"],
  // Android marks every built-in browser so.
  [/; wv\)/, "app"],
  // On an iPhone every browser of its own says Safari.
  [/(iPhone|iPad)(?!.*Safari\/)/, "app"],
];

/** Offline start and safe keeping often fail there. */
export function embeddedIn(agent: string): Host | null {
  return first<Host | null>(HOSTS, agent, null);
}

/** Whose settings have to be opened to allow something. */
export type Browser = "ios" | "embedded" | "android" | "desk";

export function browserOf(agent: string): Browser {
  if (embeddedIn(agent)) return "embedded";
  if (/iPhone|iPad/.test(agent)) return "ios";
  return /Android|HarmonyOS/i.test(agent) ? "android" : "desk";
}

function first<T>(table: readonly [RegExp, T][], agent: string, fallback: T): T {
  return table.find(([pattern]) => pattern.test(agent))?.[1] ?? fallback;
}
