/** Words of a part that is fetched when it is first wanted. */

import { learnPart } from ".";
import { dutyZh } from "./duty.zh";

export const dutyWords = (): Promise<void> => learnPart(dutyZh, async () => (await import("./duty.en")).dutyEn);
