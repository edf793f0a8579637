/** What the frame tells on every screen: a new version, a wrong clock, installing. 英文见 frame.en.ts。 */
export const frameZh = {
  "update.ready": "有新版本",
  "update.safe": "更新只需几秒，草稿和没有发送的内容都会保留。",
  "update.news": "更新内容",
  "update.apply": "立即更新",
  "update.applying": "正在更新…",
  "update.later": "以后再说",
  "update.after_patrol": "有新版本，巡查结束后可更新。",

  "clock.fast": "手机时间比服务器快 {n}",
  "clock.slow": "手机时间比服务器慢 {n}",
  "clock.what": "请在手机设置中打开“自动确定日期和时间”。巡查和线索照常记录，服务器会同时保留收到的时间。",

  "install.title": "把枫巡放到桌面",
  "install.why_offline": "没有网络也能打开",
  "install.why_keep": "系统不会自动清除没有发送的内容",
  "install.why_full": "全屏显示，一点就开",
  "install.unsent": "有内容已超过一天没有发送，安装后更不容易丢失。",
  "install.do": "安装",
  "install.later": "以后再说",
  "install.ios_share": "点浏览器底部的“分享”",
  "install.ios_add": "选“添加到主屏幕”",
  "install.menu": "打开浏览器菜单",
  "install.menu_add": "选“添加到主屏幕”或“安装应用”",
  "install.how": "怎样安装",

  "hint.first": "第一次用？右上角“?”有说明",

  "host.wechat": "微信",
  "host.dingtalk": "钉钉",
  "host.feishu": "飞书",
  "host.qq": "QQ",
  "host.alipay": "支付宝",
  "host.app": "其他应用",
  "host.title": "当前在{app}内打开",
  "host.no_worker_title": "此浏览器不能离线打开枫巡",
  "host.works": "可以登录、采集、上报；网络断开时先存在本机，恢复后自动发送。",
  "host.not": "不能：没有网络时重新打开本页；安装到桌面。没有发送完之前请不要关闭本页。",
  "host.do_menu": "点右上角 … ，选“用浏览器打开”",
  "host.do_browser": "换用系统自带的浏览器或 Chrome 打开",
  "host.copy": "复制链接",
  "host.copied": "链接已复制，请粘贴到浏览器地址栏。",
  "host.copy_failed": "复制不了，请手动输入地址：{address}",
  "host.hide": "知道了",
};

export type FrameWords = Record<keyof typeof frameZh, string>;
