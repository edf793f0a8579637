/** Words on paper. English in print.en.ts. */

export const printZh = {
  "print.now": "打印或存为 PDF",
  "print.hint": "A4 纸；页码由浏览器加在页脚。",
  "print.product": "枫巡 · 勤务指挥室",
  "print.lead": "线索单",
  "print.patrol": "巡查单",
  "print.number": "编号",
  "print.by": "{time} 由 {name} 打印",
  "print.plan": "位置示意图",
  "print.plan_lead": "实心标记为线索位置，空心圆为采集时手机定位。示意图不作测绘依据。",
  "print.track": "轨迹示意图",
  "print.gap_to": "结束",
  "print.last_place": "缺口前最后位置",
  "print.north": "北",
  "print.no_place": "没有定位。",
  "print.nothing": "地址里没有要打印的编号",
  "print.end": "— 完 —",
};
export type PrintWords = Record<keyof typeof printZh, string>;
