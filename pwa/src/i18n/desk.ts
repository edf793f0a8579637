/** The desk's words: Chinese with the page, English when it is asked for. */

import { followChoice, learnEnglishParts, learnPart, restoreLanguage, setLanguage, type Language } from ".";
import { deskZh } from "./desk.zh";

/** Shows the language chosen before; what cannot be fetched stays Chinese. */
export async function startLanguage(): Promise<void> {
  restoreLanguage();
  followChoice(showLanguage);
  await learnPart(deskZh, async () => (await import("./desk.en")).deskEn).catch(() => undefined);
}

/** English words that cannot be fetched now stay Chinese. */
export function showLanguage(next: Language): void {
  if (next === "zh") setLanguage(next);
  else void learnEnglishParts().catch(() => undefined).finally(() => setLanguage(next));
}
