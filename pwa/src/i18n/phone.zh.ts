/** The phone's words. 简体中文在先，英文见 phone.en.ts。 */
export const phoneZh = {
  "app.about": "综合行政执法 · 巡查、线索与证据",
  "app.broken": "本机数据库无法打开：{reason}。请确认没有使用无痕模式，并留出存储空间后重新打开。",
  "app.back": "返回",
  "app.saved_here": "已保存在本机",

  "town_map.title": "地图",

  "tab.label": "主要功能",
  "tab.home": "首页",
  "tab.account": "我的",
  "home.title": "首页",
  "tab.duty": "勤务",
  "tab.capture": "采集",
  "tab.my_leads": "线索",
  "tab.outbox": "同步",

  "reach.online": "在线",
  "reach.offline": "离线",
  "reach.unknown": "连接中",
  "reach.signed_out": "需登录",
  "reach.pending": "{n} 项待发送",
  "reach.attention": "{n} 项需处理",
  "reach.news": "{n} 条有新进展",
  "reach.go": "查看同步",

  "sign.again": "登录已失效",
  "sign.again_why": "本机数据都在。重新登录后继续发送。",
  "sign.other_why": "同事后来在这部手机上登录过，服务器只认最后登录的人。本机数据都在，输入一次您的密码后继续发送。",
  "sign.shared_why": "登录已到期，或同事在这部手机上退出了登录。本机数据都在，输入一次您的密码后继续发送。",
  "sign.again_do": "重新登录",
  "sign.revoked": "这部手机已被管理员停用",
  "sign.revoked_why": "未发送的内容仍在手机里，没有丢失，可在“同步”中导出。请联系系统管理员重新启用，再登录后继续发送。",

  "account.title": "我的",
  "account.lock": "锁定与换人",

  "duty.title": "我的勤务",

  "patrol.title": "巡查记录",
  "capture.title": "采集线索",
  "my.title": "我的线索",
  "lead.title": "线索详情",
  "settings.title": "设置",
  "security.title": "登录与密码",
  "licences.title": "开源许可",
  "outbox.title": "同步",
  "outbox.others": "本机还保存着其他人的 {n} 项内容，由其本人登录后发送。",
};

export type PhoneWords = Record<keyof typeof phoneZh, string>;
