/** The map's words, apart because the phone's pin map needs no others. */
export const mapZh = {
  "map.label": "实时地图。地图上的线索和队员在旁边的列表中都能用键盘找到。",
  "map.loading": "正在打开地图…",
  "map.failed": "地图无法显示（{reason}）。列表和办理不受影响。",
  "map.zoom_in": "放大",
  "map.zoom_out": "缩小",
  "map.fit": "显示全部辖区",
  "map.layers": "图层",
  "map.towns": "镇街",
  "map.zones": "责任区",
  "map.villages": "村社",
  "map.leads": "线索",
  "map.officers": "队员",
  "map.coverage": "巡查覆盖",
  "map.legend": "图例",
  "map.no_base": "没有街道底图；缺道路、房屋请管理员导入（CGCS2000）· 审图号：无",
  "map.approval": "审图号：{number}",
  "pin.label": "标注位置。方向键移动图钉，按住 Shift 移动得更远。",
  "pin.outside": "不在任何责任区内",
  "pin.hint": "拖动图钉或点按地图",
  "pin.own": "回到我的定位",
};

export type MapWords = Record<keyof typeof mapZh, string>;
