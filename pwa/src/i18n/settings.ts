/** Words of a part that is fetched when it is first wanted. */

import { learnPart } from ".";
import { settingsZh } from "./settings.zh";

export const settingsWords = (): Promise<void> =>
  learnPart(settingsZh, async () => (await import("./settings.en")).settingsEn);
