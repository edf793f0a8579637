/** Words of a part that is fetched when it is first wanted. */

import { learnPart } from ".";
import { leadsZh } from "./leads.zh";

export const leadsWords = (): Promise<void> => learnPart(leadsZh, async () => (await import("./leads.en")).leadsEn);
