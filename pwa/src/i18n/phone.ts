/** The phone's words: Chinese with the page, English when it is asked for. */

import { followChoice, language, learn, learnEnglishParts, restoreLanguage, setLanguage, type Language } from ".";
import { commonZh } from "./common.zh";
import { phoneZh } from "./phone.zh";

learn({ ...commonZh, ...phoneZh }, {});

async function learnEnglish(): Promise<void> {
  const [{ commonEn }, { phoneEn }] = await Promise.all([import("./common.en"), import("./phone.en")]);
  learn({}, { ...commonEn, ...phoneEn });
}

/** Show the language chosen before; Chinese if the other cannot be had. */
export async function startLanguage(): Promise<void> {
  // First of all: a part that comes meanwhile brings the words of the language in force.
  restoreLanguage();
  followChoice((next) => void switchLanguage(next).catch(() => undefined));
  if (language() === "en") await learnEnglish().catch(() => undefined);
}

/** Change the language. Rejects when its words cannot be fetched. */
export async function switchLanguage(next: Language): Promise<void> {
  if (next === "en") await Promise.all([learnEnglish(), learnEnglishParts()]);
  setLanguage(next);
}
