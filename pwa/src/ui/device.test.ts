import { describe, expect, test } from "vitest";
import { browserOf, deviceLabel, embeddedIn } from "./device";

const ANDROID = "Mozilla/5.0 (Linux; Android 10; JKM-AL00) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0";
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 15_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";

describe("the app whose built-in browser this is", () => {
  test.each([
    [`${ANDROID} Chrome/99.0 Mobile Safari/537.36 MicroMessenger/8.0.30 WeChat/arm64`, "wechat"],
    [`${IPHONE} Mobile/15E148 MicroMessenger/8.0.30(0x18001e2f) NetType/WIFI Language/zh_CN`, "wechat"],
    [`${ANDROID} Chrome/99.0 Mobile Safari/537.36 AliApp(DingTalk/6.5.40) com.alibaba.android.rimet`, "dingtalk"],
    [`${ANDROID} Chrome/99.0 Mobile Safari/537.36 Lark/5.32 Feishu/5.32`, "feishu"],
    [`${ANDROID} MQQBrowser/6.2 TBS/046 Mobile Safari/537.36 V1_AND_SQ_8.9.3 QQ/8.9.3.9000`, "qq"],
    [`${ANDROID} Chrome/99.0 Mobile Safari/537.36 AlipayDefined AlipayClient/10.3.0`, "alipay"],
    ["Mozilla/5.0 (Linux; Android 12; M2 Build/1; wv) AppleWebKit/537.36 Chrome/99.0 Mobile Safari/537.36", "app"],
    [`${IPHONE} Mobile/15E148`, "app"],
    [`${ANDROID} Chrome/99.0 Mobile Safari/537.36`, null],
    [`${ANDROID} Chrome/99.0 MQQBrowser/13.1 Mobile Safari/537.36`, null],
    [`${IPHONE} Version/15.4 Mobile/15E148 Safari/604.1`, null],
    ["Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120 Safari/537.36", null],
  ])("%s", (agent, host) => expect(embeddedIn(agent)).toBe(host));
});

test("what has to be opened to allow something depends on the browser", () => {
  expect(browserOf(`${ANDROID} Chrome/99.0 Mobile Safari/537.36`)).toBe("android");
  expect(browserOf(`${IPHONE} Version/15.4 Mobile/15E148 Safari/604.1`)).toBe("ios");
  expect(browserOf(`${IPHONE} MicroMessenger/8.0`)).toBe("embedded");
  expect(browserOf("Mozilla/5.0 (X11; Linux x86_64) Chrome/120 Safari/537.36")).toBe("desk");
});

test("a device is called by its system and its browser", () => {
  expect(deviceLabel(`${ANDROID} Chrome/99.0 Mobile Safari/537.36`)).toBe("Android · Chrome");
  expect(deviceLabel(`${IPHONE} MicroMessenger/8.0`)).toBe("iOS · 微信");
});
