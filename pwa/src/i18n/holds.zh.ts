/** Words of holds on tracks. 简体中文在先，英文见 holds.en.ts。 */
export const holdsZh = {
  "holds.title": "轨迹保全",
  "holds.none": "未保全：原始轨迹到期后自动删除，只留统计结果。",
  "holds.gone": "原始轨迹已到保存期限并删除，以上为保留的统计结果。",
  "holds.open": "保全轨迹…",
  "holds.reason": "理由（写明案件）",
  "holds.until": "保全至（留空为解除之前一直保存）",
  "holds.place": "保全",
  "holds.busy": "正在保存…",
  "holds.placed": "轨迹已保全。",
  "holds.by": "{name}，{time}",
  "holds.to": "至 {day}",
  "holds.for_good": "至解除为止",
  "holds.release": "解除…",
  "holds.release_reason": "解除理由",
  "holds.release_now": "解除保全",
  "holds.released": "保全已解除。",
  "holds.was_released": "{name} 于 {time} 解除：{reason}",
  "holds.failed": "读取失败：{reason}",
};

export type HoldsWords = Record<keyof typeof holdsZh, string>;
