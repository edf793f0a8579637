/** The command room's words. 简体中文在先，英文见 command.en.ts。 */

import { mapZh } from "./map.zh";

export const commandZh = {
  ...mapZh,

  "command.title": "勤务指挥室",
  "command.page": "枫巡 · 勤务指挥室",
  "command.skip": "跳到列表",
  "command.refused": "您的账号没有指挥室权限，请换用指挥室账号登录。",
  "command.sign_in_again": "登录已失效，请重新登录。页面内容会保留。",
  "command.sign_out": "退出登录",
  "command.no_answer": "服务器没有应答，请检查网络",

  "page.menu": "页面",
  "page.room": "值守",
  "page.wall": "大屏",
  "page.leads": "线索",
  "page.patrols": "巡查",
  "page.alarms": "告警记录",
  "page.alarm_rules": "告警规则",
  "page.audit": "审计",
  "page.areas": "区域",
  "page.people": "人员",
  "page.devices": "设备",
  "page.keys": "访问密钥（供 QGIS 等地图软件）",
  "page.account": "我的账号、密码和访问密钥",
  "page.aside": "待查内容",

  "link.connecting": "正在连接…",
  "link.live": "实时",
  "link.past": "地图在回放",
  "link.reconnecting": "连接中断，正在重连（自 {time}）",
  "link.offline": "网络已断开（自 {time}）",
  "link.signed_out": "登录已失效",
  "link.refused": "没有权限",

  "tab.leads": "线索",
  "tab.officers": "在岗",
  "tab.patrols": "巡查",
  "tab.switch": "切换列表",

  "pane.list": "列表",
  "pane.map": "地图",
  "pane.detail": "详情",

  "queue.label": "线索列表",
  "queue.search": "搜索线索",
  "queue.search_hint": "说明、地址、上报人…",
  "queue.state": "按状态筛选",
  "queue.open": "待办",
  "queue.all": "全部",
  "queue.category": "按类别筛选",
  "queue.every_category": "全部类别",
  "queue.count": "共 {n} 条",
  "queue.given": "已派遣 {n}",
  "queue.none": "没有符合条件的线索。",
  "queue.none_yet": "目前没有待办线索。新线索会自动出现在这里。",
  "queue.clear": "清除筛选",
  "queue.photos": "{received}/{total} 件材料",
  "queue.arrived": "新线索：{category}，{where}",
  "queue.outside": "辖区外",

  "overview.title": "当前情况",
  "overview.leads": "线索",
  "overview.officers": "在岗人员",
  "overview.count": "数量",
  "overview.oldest": "最早一条",
  "tel.call": "拨打{name}的电话 {phone}",
};

export type CommandWords = Record<keyof typeof commandZh, string>;
