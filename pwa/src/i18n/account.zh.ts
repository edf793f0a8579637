/** The account. 简体中文在先，英文见 account.en.ts。 */
export const accountZh = {
  "account.roles": "角色",
  "account.towns": "所属镇街",
  "account.all_towns": "全县",
  "account.squad": "中队",
  "account.language": "语言",
  "account.out": "退出登录",
  "account.out_ask": "确定退出登录？",
  "account.out_pending": "还有 {n} 项没有发送。它们会留在本机，等您下次登录后继续发送。",
  "account.out_patrol": "巡查还没有结束，退出后将停止记录轨迹。",
  "account.device": "本机编号",
  "account.map": "本镇街地图与离线地图",
  "account.map_note": "道路、房屋、责任区，没有网络也能看",

  "role.grid_worker": "网格员",
  "role.officer": "执法队员",
  "role.squad_leader": "中队长",
  "role.command_room": "勤务指挥室",
  "role.legal_reviewer": "法制审核员",
  "role.county_department": "县级部门",
  "role.guidance_office": "综合行政执法指导办公室",
  "role.auditor": "审计管理员",
  "role.system_admin": "系统管理员",
  "role.security_admin": "安全管理员",
};

export type AccountWords = Record<keyof typeof accountZh, string>;
