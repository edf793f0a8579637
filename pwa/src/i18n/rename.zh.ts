/** Words of giving something another name. 简体中文在先，英文见 rename.en.ts。 */
export const renameZh = {
  "rename.open": "改名",
  "rename.open_name": "给 {name} 改名",
  "rename.name": "名称",
  "rename.save": "保存名称",
  "rename.done": "已改名为 {name}",
};

export type RenameWords = Record<keyof typeof renameZh, string>;
