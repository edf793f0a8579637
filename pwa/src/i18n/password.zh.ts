/** Words of changing a temporary password. 简体中文在先，英文见 password.en.ts。 */
export const passwordZh = {
  "password.title": "设置自己的密码",
  "password.why": "{name}，您正在使用临时密码。设置只有您自己知道的密码后即可使用。",
  "password.no_role": "您的账号还没有角色，请联系安全管理员",
  "password.no_role_do":
    "{name}，密码没有问题。请把用户名“{sign_in}”告诉安全管理员，由其在“人员”中为您授予角色和镇街。授予后点下面的按钮即可使用。",
  "password.still_none": "还没有授予角色。",
  "password.ask_again": "已授予，重新查看",
  "password.current": "临时密码（当前密码）",
  "password.new": "新密码",
  "password.again": "再次输入新密码",
  "password.rule": "至少 {n} 个字符，且不能与当前密码相同。可以用一句容易记住的话。",
  "password.differ": "两次输入的新密码不一致。",
  "password.save": "保存并继续",
  "password.busy": "正在保存…",
  "password.out": "退出登录",
  "password.offline": "修改密码需要网络。请连接网络后再试。",
};

export type PasswordWords = Record<keyof typeof passwordZh, string>;
