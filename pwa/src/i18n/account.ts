/** Words of a part that is fetched when it is first wanted. */

import { learnPart } from ".";
import { accountZh } from "./account.zh";

export const accountWords = (): Promise<void> => learnPart(accountZh, async () => (await import("./account.en")).accountEn);
