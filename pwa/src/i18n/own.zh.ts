/** Words of the look back at one’s own patrol. 简体中文在先，英文见 own.en.ts。 */
export const ownZh = {
  "own.loading": "正在读取…",
  "own.offline": "没有网络，以下为本机记录。",
  "own.zones": "各责任区停留",
  "own.outside": "责任区外",
  "own.started": "开始时间",
  "own.ended": "结束时间",
  "own.going_on": "还在进行",
  "own.on_map": "在地图上看（有道路）",
  "own.moving": "移动时间",
  "own.dropped": "未计入的定位点",
  "own.dropped_n": "{n} 个",
  "own.drawing": "轨迹图，上方为北，{n} 处缺口以虚线表示",
  "own.drawing_note": "○ 起点，■ 终点，虚线为缺口；上方为北，图宽约 {length}。",
  "own.gone": "原始轨迹已到保存期限并删除，以上为保留的统计结果。",
  "own.gpx": "下载轨迹文件（GPX）",
  "own.drop.accuracy": "精度太差",
  "own.drop.duplicate": "重复",
  "own.drop.mock": "模拟定位",
  "own.drop.off_duty": "不在巡查时段",
  "own.drop.clock": "时间有误",
  "own.drop.speed": "速度不合理",
  "own.drop.beside": "本机已有定位",
  "own.drop.nowhere": "没有位置（0, 0）",
};

export type OwnWords = Record<keyof typeof ownZh, string>;
