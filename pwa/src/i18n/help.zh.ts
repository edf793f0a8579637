/** Help: one sentence for every screen. 简体中文在先，英文见 help.en.ts。 */
export const helpZh = {
  "help.title": "这个页面怎么用",
  "help.duty": "在这里开始、暂停和结束巡查；巡查时保持屏幕亮着，轨迹会自动记录并发送。",
  "help.home": "看到问题就点“采集”拍照上报，没有网络也可以；上报的进展会显示在这里。",
  "help.patrol": "一次巡查走了哪里、多远，哪里没有定位、原因是什么，都如实列在这里。",
  "help.capture": "选一个类别，拍照，确认位置，上报；中途离开会自动存成草稿。",
  "help.leads": "您上报的和派给您的线索都在这里，有新进展会标出来，点开可以看每一步。",
  "help.lead": "从保存到办结的每一步、每张照片是否送达，都按时间列出。",
  "help.outbox": "看哪些内容已经送达、哪些还在本机；没有网络时不必做什么，恢复后会自动发送。",
  "help.account": "看自己的身份，改字号和主题，换密码，查看在哪些设备上登录过。",
  "help.settings": "按自己的习惯设置本机；这些设置只影响这一台设备。",
  "help.got_it": "知道了",
};

export type HelpWords = Record<keyof typeof helpZh, string>;
