/** The phone's words in English. */
import type { PhoneWords } from "./phone.zh";

export const phoneEn: PhoneWords = {
  "app.name": "Fengxun",
};
