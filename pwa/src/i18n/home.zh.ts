/** Home: today's duty, where one stands, what waits. 简体中文在先，英文见 home.en.ts。 */
export const homeZh = {
  "home.today": "今日巡查 {n} 次，{length}，{time}",
  "home.today_none": "今天还没有巡查",
  "home.last": "上次：{squad}，{zone}",
  "home.where": "我的位置",
  "home.outside": "不在任何责任区内",
  "home.where_wait": "正在定位…",
  "home.where_line": "精度 ±{n} 米，{age}",
  "home.drawing": "{name}的轮廓，圆点是您的位置，上方为北",
  "home.waiting": "等您处理",
  "home.assigned": "派给您的线索",
  "home.given_new": "新任务",
  "home.given_toast": "新任务：{what} {where}",
  "home.given_open": "查看详情",
  "home.given_out": "我已出发",
  "home.given_notify": "有新任务时让手机通知我",
  "home.drafts": "{n} 份草稿没有上报",
  "home.unsent": "{n} 项等待发送",
  "home.attention": "{n} 项没有被接受，请查看",
  "home.nothing": "没有等您处理的事。",
  "home.reports": "最近上报",
  "home.no_reports": "看到问题时，点“采集”拍照上报，一分钟就好。",
  "home.all_reports": "全部线索",
  "home.capture": "采集线索",
  "home.capture_note": "拍照、选类别、上报。没有网络也可以，恢复后自动发送。",
};

export type HomeWords = Record<keyof typeof homeZh, string>;
