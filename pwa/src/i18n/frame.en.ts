/** What the frame tells on every screen, in English. */
import type { FrameWords } from "./frame.zh";

export const frameEn: FrameWords = {
  "update.ready": "A new version is here",
  "update.safe": "It takes a few seconds; drafts and whatever is not sent stay.",
  "update.news": "What is new",
  "update.apply": "Update now",
  "update.applying": "Updating…",
  "update.later": "Later",
  "update.after_patrol": "A new version is here; you can update after the patrol.",

  "clock.fast": "The phone’s clock is {n} ahead of the server",
  "clock.slow": "The phone’s clock is {n} behind the server",
  "clock.what":
    "Turn on “Set time automatically” in the phone’s settings. Patrols and leads are recorded; the server keeps both times.",

  "install.title": "Put Fengxun on the home screen",
  "install.why_offline": "Opens without a network",
  "install.why_keep": "The system does not clear what is not sent yet",
  "install.why_full": "Full screen, one tap away",
  "install.unsent": "Something has waited for more than a day. Installed, it is much safer.",
  "install.do": "Install",
  "install.later": "Later",
  "install.ios_share": "Tap “Share” at the bottom of the browser",
  "install.ios_add": "Choose “Add to Home Screen”",
  "install.menu": "Open the browser’s menu",
  "install.menu_add": "Choose “Add to Home screen” or “Install app”",
  "install.how": "How to install",

  "host.wechat": "WeChat",
  "host.dingtalk": "DingTalk",
  "host.feishu": "Feishu",
  "host.qq": "QQ",
  "host.alipay": "Alipay",
  "host.app": "another app",
  "host.title": "Opened inside {app}",
  "host.no_worker_title": "This browser cannot open Fengxun offline",
  "host.preparing": "Fetching what is needed without a network: stay where there is one for a moment.",
  "host.works": "Works: signing in, capturing, reporting; without a network it stays here and is sent later by itself.",
  "host.not": "Does not work: opening this page again without a network, installing. Keep it open until all is sent.",
  "host.do_menu": "Tap … at the top right and choose “Open in browser”",
  "host.do_browser": "Open it in the phone’s own browser or in Chrome",
  "host.copy": "Copy the link",
  "host.copied": "Link copied. Paste it into the browser’s address bar.",
  "host.copy_failed": "Copying did not work. Please type the address: {address}",
  "host.hide": "Got it",
};
