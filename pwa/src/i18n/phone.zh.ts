/** The phone's words. 简体中文在先，英文见 phone.en.ts。 */
export const phoneZh = {
  "app.name": "枫巡",
};

export type PhoneWords = Record<keyof typeof phoneZh, string>;
