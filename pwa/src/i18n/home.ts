/** Words of a part that is fetched when it is first wanted. */

import { learnPart } from ".";
import { homeZh } from "./home.zh";

export const homeWords = (): Promise<void> => learnPart(homeZh, async () => (await import("./home.en")).homeEn);
