/** Words of the phone and the command room alike. 简体中文在先，英文见 common.en.ts。 */
export const commonZh = {
  "app.name": "枫巡",
  "app.cancel": "取消",
  "app.close": "关闭",
  "app.went_wrong": "出错了：{reason}",
  "sign.name": "用户名",
  "sign.password": "密码",
  "sign.show": "显示密码",
  "sign.hide": "隐藏密码",
  "sign.in": "登录",
  "sign.busy": "正在登录…",
  "sign.wrong": "用户名或密码不正确。",
  "sign.too_many": "尝试次数过多，请 {n} 秒后再试。",
  "sign.offline": "首次登录需要网络。请连接网络后再试。",
  "time.now": "刚刚",
  "time.seconds": "{n} 秒前",
  "time.minutes": "{n} 分钟前",
  "time.hours": "{n} 小时前",
  "time.days": "{n} 天前",
  "time.for_seconds": "{n} 秒",
  "time.for_minutes": "{n} 分钟",
  "time.for_hours": "{h} 小时 {m} 分钟",
  "length.m": "{n} 米",
  "length.km": "{n} 公里",
};

export type CommonWords = Record<keyof typeof commonZh, string>;
