/** Words of the desk's tables. 简体中文在先，英文见 table.en.ts。 */
export const tableZh = {
  "table.filters": "筛选",
  "table.filters_n": "筛选（{n}）",
  "table.search": "搜索",
  "table.search_in": "搜索{what}",
  "table.loading": "正在读取…",
  "table.count": "共 {n} 条",
  "table.more_than": "已显示 {n} 条，还有更多",
  "table.failed": "读取失败：{reason}",
  "table.again": "重试",
  "table.none_found": "没有符合条件的记录。",
  "table.clear": "清除条件",
  "table.more": "显示更多",
  "table.before": "显示前面的",
  "table.tick": "选择此行",
  "table.tick_all": "选择全部已显示的行",
  "table.columns": "列",
  "table.columns_which": "显示哪些列",
  "table.columns_usual": "恢复默认",
};

export type TableWords = Record<keyof typeof tableZh, string>;
